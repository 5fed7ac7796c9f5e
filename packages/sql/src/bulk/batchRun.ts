import { backoffMs, type RunningOperation, sleep } from '@bpmcentr/core'
import { failureOf } from '../driver/errors.ts'
import type { Session } from '../driver/types.ts'
import { onSession, type Scope } from '../scope.ts'
import type { Entry } from './batch.ts'
import type { Report } from './report.ts'
import type { BulkWriter } from './types.ts'

/** Attempts at one batch that ends in deadlocks. */
const ATTEMPTS = 8

/** Batches on one session: each in a transaction of its own, or all in one. */
export class BatchRun {
  readonly #scope: Scope
  readonly #session: Session
  readonly #call: RunningOperation
  readonly #report: Report
  readonly #whole: boolean
  /** Whether a transaction of ours is open. */
  #open = false

  constructor(scope: Scope, session: Session, call: RunningOperation, report: Report, atomic: boolean) {
    this.#scope = scope
    this.#session = session
    this.#call = call
    this.#report = report
    this.#whole = atomic || scope.inTransaction
  }

  /** Everything here happens before a commit, so a broken connection leaves nothing behind. */
  guard<T>(work: () => Promise<T>): Promise<T> {
    return onSession(this.#scope, this.#session, this.#call, false, work)
  }

  async begin(): Promise<void> {
    if (this.#scope.inTransaction) return
    await this.guard(() => this.#session.begin({}))
    this.#open = true
  }

  async commit(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await onSession(this.#scope, this.#session, this.#call, true, () => this.#session.commit())
  }

  async abandon(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    if (!this.#session.broken) await this.#session.rollback().catch(() => this.#session.destroy())
  }

  async write(writer: BulkWriter, entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    if (this.#whole) {
      await this.#part(writer, entries)
      return
    }
    for (let attempt = 1; ; attempt++) {
      await this.begin()
      try {
        const affected = await this.#attempt(writer, entries)
        await this.commit()
        this.#report.affected += affected
        return
      } catch (error) {
        await this.abandon()
        if (attempt === ATTEMPTS || !failureOf(error)?.restart) {
          if (!mayBeOneRow(error)) throw error
          break
        }
        await this.#pause(attempt)
      }
    }
    await this.begin()
    try {
      await this.#part(writer, entries)
      await this.commit()
    } catch (error) {
      await this.abandon()
      throw error
    }
  }

  #attempt(writer: BulkWriter, entries: readonly Entry[]): Promise<number> {
    return this.guard(() => writer.write(entries.map(({ values }) => values)))
  }

  /** Within a transaction that goes on: halves what is refused until the row is found. */
  async #part(writer: BulkWriter, entries: readonly Entry[]): Promise<void> {
    const { dialect } = this.#scope.driver
    const { set, release, back } = dialect.savepoint('bpmcentr_bulk')
    const say = (text: string) => this.guard(() => this.#session.query(text, []))
    await say(set)
    try {
      const [only] = entries
      const affected =
        entries.length === 1 && only !== undefined
          ? await this.guard(() => writer.writeOne(only.values))
          : await this.#attempt(writer, entries)
      if (release !== undefined) await say(release)
      this.#report.affected += affected
    } catch (error) {
      if (!mayBeOneRow(error)) throw error
      await say(back)
      if (release !== undefined) await say(release)
      if (entries.length === 1 && entries[0] !== undefined) return this.#report.refuse(entries[0], error)
      const middle = entries.length >> 1
      await this.#part(writer, entries.slice(0, middle))
      await this.#part(writer, entries.slice(middle))
    }
  }

  async #pause(attempt: number): Promise<void> {
    const wait = backoffMs(attempt, { base: 10, cap: 1_000 })
    this.#call.context.backoff += wait
    await sleep(this.#scope.runner.clock, wait, this.#call.signal)
  }
}

/** Whether the fault may be that of one row, and not that of the table, the connection or the time. */
function mayBeOneRow(error: unknown): boolean {
  const failure = failureOf(error)
  if (failure === undefined || failure.fatal || failure.restart) return false
  return (failure.kind === 'invalid' || failure.kind === 'conflict') && !GENERAL.has(failure.code)
}

const GENERAL: ReadonlySet<string> = new Set([
  'syntax_error',
  'undefined_table',
  'undefined_column',
  'read_only',
  'failed_transaction',
  'lock_timeout',
])
