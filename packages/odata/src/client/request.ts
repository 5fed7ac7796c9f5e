import type { Body, RequestSpec } from '@bpmcentr/core'

/** A request to the service, its path relative to the service root, percent-encoded. */
export interface ServiceRequest {
  readonly method: string
  readonly path: string
  /** Percent-encoded, without the question mark. */
  readonly query?: string | undefined
  /** All headers but those of the credentials. */
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: Body | undefined
  readonly expect?: RequestSpec['expect']
}
