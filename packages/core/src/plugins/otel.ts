/**
 * The parts of `@opentelemetry/api` that are used, by their shape: the package stays optional, and any 1.x fits.
 * Their contexts and spans are only handed back, so they are `unknown` here.
 */
export interface OtelApi {
  readonly trace: {
    getTracer(name: string, version?: string): OtelTracer
    setSpan(context: unknown, span: unknown): unknown
  }
  readonly context: {
    active(): unknown
    with<T>(context: unknown, run: () => T): T
  }
  readonly propagation: { inject(context: unknown, carrier: Record<string, string>): void }
  readonly metrics: { getMeter(name: string, version?: string): OtelMeter }
  readonly SpanKind: { readonly INTERNAL: number; readonly CLIENT: number }
  readonly SpanStatusCode: { readonly ERROR: number }
}

export type OtelAttributes = Record<string, string | number | boolean>

export interface OtelTracer {
  startSpan(name: string, options: { kind: number; attributes: OtelAttributes }, context: unknown): OtelSpan
}

export interface OtelSpan {
  setAttribute(key: string, value: string | number | boolean): unknown
  setStatus(status: { code: number; message?: string }): unknown
  end(): void
}

export interface OtelMeter {
  createHistogram(
    name: string,
    options: { description: string; unit: string; advice: { explicitBucketBoundaries: number[] } },
  ): { record(value: number, attributes: OtelAttributes): void }
}
