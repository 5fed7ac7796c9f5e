/** One request as the vendor understands it. */
export interface LedgerRequest {
  readonly method: string
  readonly url: string
  header(name: string): string | undefined
  readonly body: string
}

/** What the vendor says when nothing goes wrong. */
export interface LedgerAnswer {
  readonly status: number
  readonly json: unknown
}

/** How each operation of the shop is made safe, by what the vendor offers for it. */
export const protections = ['none', 'header', 'field', 'recover', 'recover, never resent'] as const
export type Protection = (typeof protections)[number]

/**
 * The vendor's books: things that were made, each by one logical call, which the call's `name` identifies. It keeps the
 * promise of one kind of protection; of the others it knows nothing.
 */
export class Ledger {
  readonly #protection: Protection
  readonly #made: { id: number; name: string; key: string | undefined }[] = []
  readonly #answers = new Map<string, LedgerAnswer>()

  constructor(protection: Protection) {
    this.#protection = protection
  }

  /** How often the call with this name took effect. */
  effects(name: string): number {
    return this.#made.filter((thing) => thing.name === name).length
  }

  handle(request: LedgerRequest): LedgerAnswer {
    if (request.method === 'GET') {
      const key = new URL(request.url, 'http://x').searchParams.get('key')
      if (key === null) return { status: 404, json: { message: 'no such page' } }
      return { status: 200, json: this.#made.find((thing) => thing.key === key) ?? null }
    }
    const { name, key } = JSON.parse(request.body) as { name: string; key?: string }
    const once = request.header('idempotency-key')
    const known = once === undefined ? undefined : this.#answers.get(once)
    if (known !== undefined) return known
    if (this.#protection === 'field' && this.#made.some((thing) => thing.key === key)) {
      return { status: 409, json: { message: 'this key is taken' } }
    }
    const thing = { id: this.#made.length + 1, name, key }
    this.#made.push(thing)
    const answer = { status: 200, json: thing }
    if (this.#protection === 'header' && once !== undefined) this.#answers.set(once, answer)
    return answer
  }
}

/** When the vendor does its work: not at all, at once, or after the connection is gone. */
export type Deed = 'never' | 'done' | 'late'

/** What becomes of one request, and whether its work is done. */
export const faults = {
  fine: 'done',
  refused: 'never',
  reset: 'never',
  'reset, done': 'done',
  'reset, done late': 'late',
  'server error': 'never',
  'server error, done': 'done',
  'gateway page, done': 'done',
  throttled: 'never',
  busy: 'never',
  stuck: 'never',
  'stuck, done': 'done',
  'cut off, done': 'done',
  'page of HTML, done': 'done',
  'too large, done': 'done',
  'redirect, done': 'done',
  denied: 'never',
  invalid: 'never',
  gone: 'never',
} as const satisfies Record<string, Deed>
export type LedgerFault = keyof typeof faults
export const faultNames = Object.keys(faults) as LedgerFault[]

/** Milliseconds after which late work is done; a lookup waits longer. */
export const LATE = 400

/** What the vendor answers under a fault; undefined where nothing is answered. */
export function answerUnder(
  fault: LedgerFault,
  answer: () => LedgerAnswer,
): { status: number; headers: Record<string, string>; body: string } | undefined {
  const json = { 'content-type': 'application/json' }
  const html = { 'content-type': 'text/html' }
  switch (fault) {
    case 'fine': {
      const { status, json: body } = answer()
      return { status, headers: json, body: JSON.stringify(body) }
    }
    case 'server error':
    case 'server error, done':
      return { status: 500, headers: json, body: '{"message":"oops"}' }
    case 'gateway page, done':
      return { status: 502, headers: html, body: '<h1>Bad gateway' }
    case 'throttled':
      return { status: 429, headers: { ...json, 'retry-after': '1' }, body: '{}' }
    case 'busy':
      return { status: 503, headers: { ...json, 'retry-after': '2' }, body: '{}' }
    case 'cut off, done':
      return { status: 200, headers: json, body: '{"id":1,"na' }
    case 'page of HTML, done':
      return { status: 200, headers: html, body: '<h1>Welcome' }
    case 'too large, done':
      return { status: 200, headers: json, body: ' '.repeat(2_000) }
    case 'redirect, done':
      return { status: 303, headers: { location: '/v1/things/1' }, body: '' }
    case 'denied':
      return { status: 401, headers: json, body: '{"message":"who are you"}' }
    case 'invalid':
      return { status: 422, headers: json, body: '{"message":"no such colour"}' }
    case 'gone':
      return { status: 404, headers: json, body: '{"message":"not here"}' }
    default:
      return undefined
  }
}
