import type { OperationContext } from '../pipeline/context.ts'
import type { Next } from '../plugin.ts'
import type { PluginHost } from '../pluginHost.ts'
import { redactValue } from '../redact/copy.ts'
import { describeError, targetOf } from './attempts.ts'

/** One request and what came of it. */
export interface AttemptRecord {
  /** 1 for the first. */
  readonly attempt: number
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Milliseconds. */
  readonly duration: number
  readonly request: {
    readonly method: string
    /** Path and query, redacted. Before auth, so it holds no credential to begin with. */
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly response?: {
    readonly status: number
    /** Those that explain an answer: type, rate limits, ids. Never cookies. */
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly error?: Readonly<Record<string, unknown>>
}

interface Settings {
  readonly bodies: boolean
  readonly maxBodyBytes: number
  readonly now: () => number
}

const RESPONSE_HEADERS = [
  ...[
    'content-type',
    'content-length',
    'date',
    'etag',
    'last-modified',
    'location',
    'link',
    'allow',
    'deprecation',
    'sunset',
  ],
  ...['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ...['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
  ...['request-id', 'x-request-id', 'x-correlation-id', 'x-trace-id', 'cf-ray'],
]

export async function recordAttempt(
  context: OperationContext,
  next: Next,
  records: AttemptRecord[],
  { bodies, maxBodyBytes, now }: Settings,
): Promise<unknown> {
  const { host, attempt } = context
  const startedAt = now()
  const body = (value: unknown) =>
    bodies && value !== undefined ? { body: cappedBody(host, value, maxBodyBytes) } : {}
  const keep = (error?: Record<string, unknown>) => {
    const { request, response } = context
    if (request === undefined) return
    const record: AttemptRecord = {
      attempt,
      startedAt: new Date(startedAt).toISOString(),
      duration: now() - startedAt,
      request: {
        method: request.method,
        path: host.redactor.text(targetOf(request.url)),
        headers: redactValue(host.redactor, request.headers),
        ...body(request.payload),
      },
      ...(response === undefined
        ? {}
        : {
            response: {
              status: response.status,
              headers: redactValue(host.redactor, headersOf(response)),
              ...body(response.body),
            },
          }),
      ...(error === undefined ? {} : { error: redactValue(host.redactor, error) }),
    }
    records.push(Object.freeze(record))
  }
  try {
    const result = await next()
    keep()
    return result
  } catch (error) {
    keep(describeError(error, context))
    throw error
  }
}

function headersOf(response: { header(name: string): string | null }): Record<string, string> {
  const out: Record<string, string> = {}
  for (const name of RESPONSE_HEADERS) {
    const value = response.header(name)
    if (value !== null) out[name] = value
  }
  return out
}

/**
 * A redacted copy when its JSON text is at most `maxBytes`, else the beginning of that text. Copies little more than it
 * keeps, so that a large answer costs no more than a small one.
 */
export function cappedBody(host: PluginHost, value: unknown, maxBytes: number): unknown {
  // Whatever passes these limits has a text of more than `maxBytes`: a value and its comma are two characters.
  const copy = redactValue(host.redactor, value, {
    characters: maxBytes + 1,
    values: maxBytes + 1,
    items: maxBytes + 1,
  })
  const text = JSON.stringify(copy)
  // A character of UTF-16 takes at most three bytes of UTF-8.
  if (text === undefined || text.length * 3 <= maxBytes) return copy
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= maxBytes) return copy
  // `stream` holds back a character that was cut in two.
  return { truncated: true, beginning: new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true }) }
}
