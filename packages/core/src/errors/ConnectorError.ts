const BRAND: unique symbol = Symbol.for('bpmcentr.error') as never

/** Whether the request reached the other side: `no` = it had no effect; `maybe` = unknown; `yes` = it was answered. */
export type Sent = 'no' | 'maybe' | 'yes'

export interface ErrorDetails {
  /** Stable, machine-readable, snake_case. */
  code?: string
  vendorCode?: string
  vendorMessage?: string
  status?: number
  requestId?: string
  /** Such as `keycrm.orders.create`. */
  operation?: string
  attempts?: number
  retryable?: boolean
  /** Milliseconds to wait before trying again, when the vendor said so. */
  retryAfter?: number
  sent?: Sent
  cause?: unknown
}

/**
 * The root of every error this SDK throws. The message holds the operation, the vendor's words and the next step; never a
 * URL, query, header or body, since some vendors put keys there.
 */
export class ConnectorError extends Error {
  readonly code: string
  readonly vendorCode: string | undefined
  readonly vendorMessage: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly operation: string | undefined
  readonly attempts: number
  readonly retryable: boolean
  readonly retryAfter: number | undefined
  readonly sent: Sent

  constructor(message: string, details: ErrorDetails = {}, name = 'ConnectorError') {
    super(message)
    hide(this, 'name', name)
    this.code = details.code ?? 'connector_error'
    this.vendorCode = details.vendorCode
    this.vendorMessage = details.vendorMessage
    this.status = details.status
    this.requestId = details.requestId
    this.operation = details.operation
    this.attempts = details.attempts ?? 0
    this.retryable = details.retryable ?? false
    this.retryAfter = details.retryAfter
    this.sent = details.sent ?? 'no'
    // Non-enumerable: a cause comes from below and may hold a URL or a header, which loggers would print.
    if (details.cause !== undefined) hide(this, 'cause', details.cause)
  }

  get [BRAND](): true {
    return true
  }

  /** Every field that is safe to log. */
  toJSON(): Record<string, unknown> {
    const {
      name,
      message,
      code,
      vendorCode,
      vendorMessage,
      status,
      requestId,
      operation,
      attempts,
      retryable,
      retryAfter,
      sent,
    } = this
    return {
      name,
      message,
      code,
      vendorCode,
      vendorMessage,
      status,
      requestId,
      operation,
      attempts,
      retryable,
      retryAfter,
      sent,
    }
  }
}

function hide(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: false, configurable: true, writable: true })
}

/** True for every error of this SDK, also one thrown by another copy of the package. */
export function isConnectorError(error: unknown): error is ConnectorError {
  return typeof error === 'object' && error !== null && BRAND in error
}
