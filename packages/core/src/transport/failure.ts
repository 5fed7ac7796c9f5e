import { isConnectorError } from '../errors/ConnectorError.ts'
import { NetworkError } from '../errors/NetworkError.ts'
import { byCode, byMessage, type FailureClass } from './failureCodes.ts'

export interface FailureContext {
  readonly signal: AbortSignal | undefined
  /** Only its host is used. */
  readonly url?: string | undefined
  /** The headers of the answer had arrived: whatever broke, the request was not lost on the way out. */
  readonly answered?: boolean | undefined
  /** Whether the request was about to be written to a connection, where the transport knows it: `false` proves that nothing was sent. */
  readonly started?: boolean | undefined
}

/** What the platform said, kept without the request, options or URL that its own error may hold. */
interface Reason {
  readonly name: string
  readonly code: string | undefined
  readonly message: string
}

const UNKNOWN: FailureClass = { code: 'network', sent: 'maybe', text: 'the connection failed' }
const MAX_CAUSES = 6

/**
 * Makes one NetworkError of whatever a platform's `fetch` or undici throws (Node, Bun, Deno, Workers, browsers). `sent` is
 * `no` only where the platform says that no connection was made; in doubt it is `maybe`. Throws the signal's reason when
 * that was aborted, and lets errors of this SDK through (such as one from a body's own stream).
 */
export function toNetworkError(error: unknown, context: FailureContext): NetworkError {
  if (context.signal?.aborted) throw context.signal.reason
  const own = causes(error).find(isConnectorError)
  if (own !== undefined) throw own
  const [found, reason] = classify(error)
  const kind = found ?? UNKNOWN
  const { code, text, sent } = context.answered === true ? whileReading(kind) : kind
  const host = hostOf(context.url)
  return new NetworkError(
    host === undefined ? `Network failure: ${text}` : `Network failure talking to ${host}: ${text}`,
    {
      code,
      sent: context.started === false ? 'no' : sent,
      retryable: kind.retryable ?? true,
      cause: strip(reason),
    },
  )
}

/** Once an answer had begun, a code that speaks of connecting can only mean that the connection broke. */
function whileReading(kind: FailureClass): FailureClass {
  if (kind.code === 'decode') return kind
  const text = 'the connection broke while the answer was read'
  return { ...kind, code: kind.sent === 'no' || kind === UNKNOWN ? 'reset' : kind.code, sent: 'maybe', text }
}

/** The error and what it was caused by, outermost first; an AggregateError's parts are not among them. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (
    let at = error;
    at !== undefined && at !== null && chain.length < MAX_CAUSES;
    at = (at as { cause?: unknown }).cause
  ) {
    chain.push(at)
  }
  return chain
}

function classify(error: unknown): readonly [FailureClass | undefined, Reason] {
  const chain = causes(error)
  for (const link of chain) {
    const parts = (link as { errors?: unknown }).errors
    if (Array.isArray(parts) && parts.length > 0) return classifyAll(parts, link)
    const found = byCode(link)
    if (found !== undefined) return [found, reasonOf(link)]
  }
  // The deepest first: outer messages are general ("fetch failed").
  for (const link of chain.reverse()) {
    const found = byMessage(withoutUrl(reasonOf(link).message))
    if (found !== undefined) return [found, reasonOf(link)]
  }
  return [undefined, reasonOf(chain[0])]
}

/** One attempt for each address of the host: nothing was sent only if every one of them failed to connect. */
function classifyAll(parts: readonly unknown[], whole: unknown): readonly [FailureClass | undefined, Reason] {
  const found = parts.map((part) => classify(part))
  const doubtful = found.find(([kind]) => kind === undefined || kind.sent !== 'no')
  return doubtful ?? found[0] ?? [undefined, reasonOf(whole)]
}

function reasonOf(error: unknown): Reason {
  if (typeof error !== 'object' || error === null) return { name: 'Error', code: undefined, message: String(error) }
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown }
  return {
    name: typeof name === 'string' ? name : 'Error',
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : '',
  }
}

/** Deno and Bun put the whole URL into the message, and some vendors' keys are in the URL. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"<>]+/gi
const CONTROL = /\p{Cc}+/gu

function withoutUrl(message: string): string {
  return message.slice(0, 1000).replace(URL_IN_TEXT, '[url]')
}

function strip(reason: Reason): Error {
  const cause = new Error(withoutUrl(reason.message).slice(0, 300).replace(CONTROL, ' '))
  cause.name = reason.name
  if (reason.code !== undefined) Object.assign(cause, { code: reason.code })
  cause.stack = `${cause.name}: ${cause.message}`
  return cause
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  try {
    return new URL(url).host
  } catch {
    return undefined
  }
}
