import { ESTIMATED } from './cost.ts'
import { KeyMap } from './keyMap.ts'
import { Meter, type MeterReport, type MeterSource } from './meter.ts'
import type { Reported, ReportedKey } from './reportedLimit.ts'
import { settle } from './settle.ts'
import type { LimitRequest } from './types.ts'

/** How fast the estimate of what an attempt uses follows the reports, when they go down. Up it goes at once. */
const DECAY = 0.8

/** Two resets closer than this are one: vendors give seconds. */
const SAME = 1_000

export class ReportedMeter extends Meter {
  readonly #max: number
  readonly #room: number
  readonly #window: number
  #used = 0
  /** When the last report came; before the first, long ago. */
  #reportedAt = -Infinity
  #resetAt = Infinity
  /** Whether the vendor gave that time. */
  #told = false
  /** What one attempt uses, by the last reports. */
  #estimate = 0
  /** Running attempts whose cost names the units, in units; and those whose cost does not, in attempts. */
  #known = 0
  #unknown = 0
  #running = 0

  constructor(id: number, key: string | undefined, { budget, max, margin, window }: Reported) {
    super(id, budget, Infinity, key)
    this.#max = max
    this.#room = max - margin
    this.#window = window
  }

  wait(now: number, weight: number): number {
    this.#expire(now)
    if (this.#running === 0) {
      // The vendor itself lets a request start below the limit, whatever it will use; and after a reset one has to try.
      if (this.#used === 0) return 0
      if (weight === ESTIMATED ? this.#used < this.#room : this.#used + weight <= this.#room) return 0
      return Math.max(0, Math.min(this.#resetAt, this.#reportedAt + this.#window) - now)
    }
    const ahead = this.#used + this.#known + this.#unknown * this.#estimate + this.#unitsOf(weight)
    // Running attempts come back with a report that says how much room there is, or until when there is none.
    return ahead <= this.#room ? 0 : Infinity
  }

  take(_now: number, weight: number): void {
    this.#running++
    if (weight === ESTIMATED) this.#unknown++
    else this.#known += weight
  }

  give(now: number, weight: number, report: MeterReport | undefined): void {
    this.#running--
    if (weight === ESTIMATED) this.#unknown--
    else this.#known -= weight
    if (this.#running === 0) this.#known = 0
    if (report) this.report(now, report)
    else this.#assume(now, this.#unitsOf(weight))
  }

  report(now: number, report: MeterReport): void {
    this.#expire(now)
    const { resetIn } = report
    const told = resetIn !== undefined
    const resetAt = now + (told ? Math.min(Math.max(resetIn, 0), this.#window) : this.#window)
    // Answers overtake each other: one that speaks of an earlier reset is older than what is known.
    if (told && this.#told && resetAt < this.#resetAt - SAME) return
    const same = told && this.#told && resetAt <= this.#resetAt + SAME
    const reportedUse = report.used ?? Math.max(0, this.#max - (report.remaining ?? 0))
    const used = same ? Math.max(reportedUse, this.#used) : reportedUse
    // Before the first report nobody knows what was there already, perhaps used by others.
    if (this.#reportedAt !== -Infinity) this.#learn(used - this.#used)
    this.#used = used
    this.#resetAt = resetAt
    this.#told = told
    this.#reportedAt = now
  }

  paused(): void {}

  freshIn(now: number): number {
    this.#expire(now)
    if (this.#running > 0) return Infinity
    return this.#reportedAt === -Infinity ? 0 : this.#reportedAt + this.#window - now
  }

  #unitsOf(weight: number): number {
    return weight === ESTIMATED ? this.#estimate : weight
  }

  /** An attempt ended without a report: it may have used what such attempts use. */
  #assume(now: number, units: number): void {
    if (units === 0) return
    this.#expire(now)
    this.#used += units
    this.#reportedAt = now
    if (this.#resetAt === Infinity) this.#resetAt = now + this.#window
  }

  #learn(grown: number): void {
    this.#estimate = grown > this.#estimate ? grown : this.#estimate * DECAY + Math.max(0, grown) * (1 - DECAY)
  }

  #expire(now: number): void {
    if (now - this.#reportedAt < this.#window) return
    this.#used = 0
    this.#resetAt = Infinity
    this.#told = false
    this.#reportedAt = -Infinity
    this.#estimate = 0
  }
}

/** The meters of a `reported` limit. */
export class ReportedSource implements MeterSource {
  readonly budget: string
  readonly unnamed = ESTIMATED
  readonly settle = settle
  readonly plain: boolean
  readonly #key: ReportedKey
  readonly #meters: KeyMap<ReportedMeter>

  constructor(limit: Reported, make: (key: string) => ReportedMeter) {
    this.budget = limit.budget
    this.plain = limit.key === undefined
    this.#key = limit.key ?? wholeScope
    this.#meters = new KeyMap(make, limit.maxKeys)
  }

  collect(request: LimitRequest, now: number, meters: Meter[]): void {
    const keys = this.#key(request)
    if (keys === undefined) return
    for (const key of typeof keys === 'string' ? [keys] : new Set(keys)) {
      const meter = this.#meters.get(key, now)
      meter.users++
      meters.push(meter)
    }
  }

  observe(now: number, key: string | undefined, report: MeterReport): void {
    if (key === undefined && !this.plain) return
    if (report.used !== 0) this.#meters.get(key ?? '', now).report(now, report)
  }

  paused(): void {}

  freshIn(now: number): number {
    return this.#meters.freshIn(now)
  }
}

const wholeScope = (): string => ''
