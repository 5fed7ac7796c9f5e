import { sha256, toHex } from '../../crypto/index.ts'
import type { PluginHost } from '../../pluginHost.ts'
import { check, type Question } from './check.ts'
import type { Allowed, Denied, NoAnswer, Verdict } from './verdict.ts'

/** Milliseconds. */
export interface EntitlementTimes {
  readonly timeout: number
  readonly positiveTtl: number
  readonly negativeTtl: number
  readonly staleIfError: number
}

interface Entry {
  /** What BPM Centr said last. */
  answer: Allowed | Denied | undefined
  answeredAt: number
  /** The last question was not answered. */
  outage: NoAnswer | undefined
  /** Until then what is known holds without asking. */
  freshUntil: number
  flight: Promise<void> | undefined
}

/** Access goes on for three days after a failed payment. */
const GRACE = 3 * 24 * 60 * 60 * 1000
/** While BPM Centr does not answer, it is asked this often and no operation waits for it in between. */
const OUTAGE_PAUSE = 10_000
const MAX_ENTRIES = 10_000

/** What is known about who may use what: answers kept for their time, one question in flight for each. */
export class Entitlements {
  readonly #times: EntitlementTimes
  readonly #onStale: (why: NoAnswer) => void
  readonly #entries = new Map<string, Entry>()

  constructor(times: EntitlementTimes, onStale: (why: NoAnswer) => void) {
    this.#times = times
    this.#onStale = onStale
  }

  /** The verdict when it is known without asking. */
  known(key: string, now: number): Verdict | undefined {
    const entry = this.#entries.get(key)
    return entry === undefined || now >= entry.freshUntil ? undefined : this.#verdict(entry, now)
  }

  /** Asks, or joins the question in flight, and tells the verdict. Never rejects. */
  async ask(key: string, host: PluginHost, question: Question): Promise<Verdict> {
    const entry = this.#entry(key)
    entry.flight ??= this.#fly(entry, host, question).finally(() => {
      entry.flight = undefined
    })
    // Once an outage is known, nobody waits for its end: the last yes holds meanwhile.
    const held = entry.outage === undefined ? undefined : this.#verdict(entry, host.now())
    if (held?.state === 'allowed') return held
    await entry.flight
    return this.#verdict(entry, host.now())
  }

  async #fly(entry: Entry, host: PluginHost, question: Question): Promise<void> {
    const verdict = await check(host, question, this.#times.timeout)
    const now = host.now()
    if (verdict.state === 'unreachable') {
      const first = entry.outage === undefined
      entry.outage = verdict
      entry.freshUntil = now + OUTAGE_PAUSE
      if (first && this.#verdict(entry, now).state === 'allowed') this.#onStale(verdict)
      return
    }
    entry.answer = verdict
    entry.answeredAt = now
    entry.outage = undefined
    entry.freshUntil = now + (verdict.state === 'allowed' ? this.#times.positiveTtl : this.#times.negativeTtl)
  }

  #verdict({ answer, answeredAt, outage }: Entry, now: number): Verdict {
    if (outage === undefined) return answer as Allowed | Denied
    const usable = answer?.state === 'allowed' && !outage.misasked && now < this.#staleUntil(answer, answeredAt)
    return usable ? answer : outage
  }

  #staleUntil(answer: Allowed, answeredAt: number): number {
    const window = answeredAt + this.#times.staleIfError
    return answer.expiresAt === undefined ? window : Math.min(window, answer.expiresAt + GRACE)
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key)
    if (entry === undefined) {
      entry = { answer: undefined, answeredAt: 0, outage: undefined, freshUntil: 0, flight: undefined }
      this.#entries.set(key, entry)
      if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value as string)
    }
    return entry
  }
}

/** Makes the keys of the map above, which hold a hash of the API key and not the key. */
export function entitlementKeys(): (question: Question) => string {
  let hashed: string | undefined
  let hash = ''
  return ({ baseUrl, apiKey, connector, accountId }) => {
    if (hashed !== apiKey) {
      hashed = apiKey
      hash = toHex(sha256(apiKey))
    }
    return JSON.stringify([baseUrl, connector, accountId, hash])
  }
}
