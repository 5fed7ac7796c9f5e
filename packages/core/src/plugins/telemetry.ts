import { isConnectorError } from '../errors/index.ts'
import type { OperationContext } from '../pipeline/context.ts'
import type { Next, Plugin } from '../plugin.ts'
import { outcomeOf, requestIdOf } from './attempts.ts'
import type { OtelApi, OtelAttributes, OtelMeter, OtelSpan, OtelTracer } from './otel.ts'

export type { OtelApi }

export interface TelemetryOptions {
  /** `import * as otel from '@opentelemetry/api'; telemetry({ api: otel })` */
  readonly api: OtelApi
  /** Default: the tracer `@bpmcentr/core` of the global provider. */
  readonly tracer?: OtelTracer | undefined
  /** Default: the meter `@bpmcentr/core` of the global provider. */
  readonly meter?: OtelMeter | undefined
  /** Also put the trace context (`traceparent` …) on requests. Off by default: vendors are other parties. */
  readonly propagate?: boolean | undefined
  /** Also put `url.full` on spans, without its query and redacted. Off by default: paths may name customers. */
  readonly urls?: boolean | undefined
}

const SCOPE = '@bpmcentr/core'
/** https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientrequestduration */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/#http-request-method */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH', 'QUERY'])

/**
 * A span for each operation (INTERNAL) and, below it, one for each attempt (CLIENT, by OpenTelemetry's HTTP conventions),
 * and the metric `http.client.request.duration`. No query, header, body or credential is ever put on them.
 */
export function telemetry(options: TelemetryOptions): Plugin {
  const { api, propagate = false, urls = false } = options
  const spans = Symbol('span')
  let made: { tracer: OtelTracer; duration: ReturnType<OtelMeter['createHistogram']> } | undefined
  // Asked for at the first call: the application may register its providers after it has made its clients.
  const instruments = () => {
    made ??= {
      tracer: options.tracer ?? api.trace.getTracer(SCOPE),
      duration: (options.meter ?? api.metrics.getMeter(SCOPE)).createHistogram('http.client.request.duration', {
        description: 'Duration of HTTP client requests.',
        unit: 's',
        advice: { explicitBucketBoundaries: BUCKETS },
      }),
    }
    return made
  }
  const fail = (span: OtelSpan, type: string, error: unknown, context: OperationContext) => {
    span.setAttribute('error.type', type)
    const message = error instanceof Error ? context.host.redactor.text(String(error.message)) : ''
    span.setStatus({ code: api.SpanStatusCode.ERROR, ...(message === '' ? {} : { message }) })
  }

  return {
    name: 'telemetry',
    stage: 'telemetry',
    async operation(context: OperationContext, next: Next) {
      const attributes = {
        'bpmcentr.connector': context.connector,
        'bpmcentr.operation': context.operation,
        'bpmcentr.operation.kind': context.kind,
      }
      const name = `${context.connector}.${context.operation}`
      const outer = api.context.active()
      const span = instruments().tracer.startSpan(name, { kind: api.SpanKind.INTERNAL, attributes }, outer)
      const inner = api.trace.setSpan(outer, span)
      context.state.set(spans, inner)
      try {
        return await api.context.with(inner, next)
      } catch (error) {
        if (outcomeOf(error, context) === 'aborted') span.setAttribute('bpmcentr.aborted', true)
        else fail(span, isConnectorError(error) ? error.code : nameOf(error), error, context)
        throw error
      } finally {
        span.setAttribute('bpmcentr.attempts', context.attempt)
        if (context.throttled > 0) span.setAttribute('bpmcentr.throttled_ms', context.throttled)
        if (context.backoff > 0) span.setAttribute('bpmcentr.backoff_ms', context.backoff)
        span.end()
      }
    },
    async attempt(context: OperationContext, next: Next) {
      const { request, host } = context
      if (request === undefined) return next()
      const { tracer, duration } = instruments()
      const url = parsed(request.url)
      const method = METHODS.has(request.method) ? request.method : '_OTHER'
      const common: OtelAttributes = { 'http.request.method': method }
      if (url !== undefined) {
        common['server.address'] = url.hostname
        common['server.port'] = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
      }
      const attributes: OtelAttributes = { ...common }
      if (method === '_OTHER') attributes['http.request.method_original'] = host.redactor.text(request.method)
      if (context.attempt > 1) attributes['http.request.resend_count'] = context.attempt - 1
      if (urls && url !== undefined) attributes['url.full'] = host.redactor.text(url.origin + url.pathname)
      const outer = context.state.get(spans) ?? api.context.active()
      const span = tracer.startSpan(
        method === '_OTHER' ? 'HTTP' : method,
        { kind: api.SpanKind.CLIENT, attributes },
        outer,
      )
      const inner = api.trace.setSpan(outer, span)
      if (propagate) api.propagation.inject(inner, request.headers)
      const startedAt = host.now()
      try {
        return await api.context.with(inner, next)
      } catch (error) {
        if (outcomeOf(error, context) === 'aborted') common['error.type'] = 'aborted'
        else {
          const status = context.response?.status ?? 0
          const type = status >= 400 ? String(status) : isConnectorError(error) ? error.code : nameOf(error)
          common['error.type'] = type
          fail(span, type, error, context)
        }
        throw error
      } finally {
        const { response } = context
        if (response !== undefined) {
          common['http.response.status_code'] = response.status
          span.setAttribute('http.response.status_code', response.status)
          const requestId = requestIdOf(response)
          if (requestId !== undefined) span.setAttribute('bpmcentr.request_id', host.redactor.text(requestId))
        }
        span.end()
        duration.record((host.now() - startedAt) / 1_000, common)
      }
    },
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER'
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
