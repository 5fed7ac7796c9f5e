import type { PluginHost } from '../../pluginHost.ts'
import { backoffMs } from '../../retry/backoff.ts'
import { retryAfterMs } from '../../retry/hint.ts'

/** One operation that succeeded. All that BPM Centr is told of it. */
export interface UsageRecord {
  readonly connector: string
  readonly accountId: string
  /** Such as `orders.create`. */
  readonly operation: string
  /** ISO 8601, UTC. */
  readonly timestamp: string
}

interface Queued {
  readonly record: UsageRecord
  readonly host: PluginHost
  readonly baseUrl: string
  readonly apiKey: string
}

export interface UsageOptions {
  /** Milliseconds after a success before its record goes out, together with what has come in meanwhile. */
  readonly interval: number
  /** Records kept at most; the oldest goes first. */
  readonly capacity: number
  /** Milliseconds for one record, and for everything that is left at close. */
  readonly timeout: number
  /** Told of each record that was given up. */
  readonly onLost: (error: Error, record: UsageRecord) => void
}

/** Failures in a row after which what waits stays until the next success or close: no timer outlives an outage. */
const MAX_TRIES = 4
const LONGEST_PAUSE = 60_000

/** Sends usage records in the background, one after another, since the API takes one at a time. */
export class UsageQueue {
  readonly #options: UsageOptions
  #waiting: Queued[] = []
  #cancel: (() => void) | undefined
  #flight: Promise<void> | undefined
  #failures = 0
  #notBefore = 0
  #until = Number.POSITIVE_INFINITY

  constructor(options: UsageOptions) {
    this.#options = options
  }

  add(entry: Queued): void {
    this.#waiting.push(entry)
    if (this.#waiting.length > this.#options.capacity) {
      this.#lose(this.#waiting.shift(), new Error('too many usage records are waiting'))
    }
    if (this.#failures >= MAX_TRIES) this.#failures = MAX_TRIES - 1
    this.#plan(entry.host)
  }

  /** Tries once to send what is left, then gives it up. */
  async close(): Promise<void> {
    const host = this.#waiting[0]?.host
    if (host === undefined) return
    this.#until = host.now() + this.#options.timeout
    this.#stopTimer()
    await (this.#flight ?? this.#drain(host))
    this.#stopTimer()
    // Another client may go on using the plugin.
    this.#until = Number.POSITIVE_INFINITY
    this.#failures = 0
    for (const entry of this.#waiting.splice(0)) this.#lose(entry, new Error('not sent before the client was closed'))
  }

  #plan(host: PluginHost): void {
    if (this.#cancel !== undefined || this.#flight !== undefined || this.#waiting.length === 0) return
    if (this.#failures >= MAX_TRIES) return
    const wait = Math.max(this.#options.interval, this.#notBefore - host.now())
    this.#cancel = host.schedule(wait, () => {
      this.#cancel = undefined
      this.#flight = this.#drain(host).finally(() => {
        this.#flight = undefined
        this.#plan(host)
      })
    })
  }

  /** Sends until the queue is empty, one fails, or time is up. */
  async #drain(host: PluginHost): Promise<void> {
    while (this.#waiting.length > 0 && host.now() < this.#until) {
      const entry = this.#waiting[0] as Queued
      const timeout = Math.min(this.#options.timeout, this.#until - host.now())
      const outcome = await send(entry, timeout)
      if (outcome.type === 'later') {
        const pause = outcome.hint ?? backoffMs(this.#failures, { throttled: true, cap: LONGEST_PAUSE })
        this.#failures++
        this.#notBefore = host.now() + Math.min(pause, LONGEST_PAUSE)
        return
      }
      this.#failures = 0
      // The oldest may have been pushed out while it was on its way.
      if (this.#waiting[0] === entry) this.#waiting.shift()
      if (outcome.type === 'refused') this.#lose(entry, outcome.error)
    }
  }

  #lose(entry: Queued | undefined, error: Error): void {
    if (entry !== undefined) this.#options.onLost(error, entry.record)
  }

  #stopTimer(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}

type Outcome = { type: 'sent' } | { type: 'later'; hint: number | undefined } | { type: 'refused'; error: Error }

async function send({ record, host, baseUrl, apiKey }: Queued, timeout: number): Promise<Outcome> {
  const { connector, accountId, operation, timestamp } = record
  try {
    const { status, header } = await host.fetchJson({
      method: 'POST',
      url: `${baseUrl}/connector/usage`,
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ connector, make_account_id: accountId, operation, timestamp }),
      timeout,
    })
    if (status >= 200 && status < 300) return { type: 'sent' }
    if (status === 429 || status === 408 || status >= 500)
      return { type: 'later', hint: retryAfterMs(header, host.now()) }
    return { type: 'refused', error: new Error(`BPM Centr refused the usage record (HTTP ${status})`) }
  } catch {
    // It may have arrived all the same. Nothing is billed by these records, and a repeated one has the same time on it.
    return { type: 'later', hint: undefined }
  }
}
