import { type ConnectorError, InputError, type OperationRunner, type RunningOperation } from '@bpmcentr/core'
import { failureOf } from '../driver/errors.ts'
import type { Driver, Session } from '../driver/types.ts'
import type { Scope } from '../scope.ts'

/** The session of a transaction, lent to one statement after another. */
export class Held implements Scope {
  readonly driver: Driver
  readonly runner: OperationRunner
  readonly signal: AbortSignal
  readonly inTransaction = true
  readonly session: Session
  /** What undid the transaction on the server: it must not go on, whether or not anybody caught it. */
  doomed: ConnectorError | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #over = false
  #streaming = false
  #level = 0

  constructor(driver: Driver, runner: OperationRunner, session: Session, signal: AbortSignal) {
    this.driver = driver
    this.runner = runner
    this.session = session
    this.signal = signal
  }

  async use<T>(call: RunningOperation, work: (session: Session) => Promise<T>, purpose?: 'stream'): Promise<T> {
    call.context.attempt++
    return this.exclusive(() => work(this.session), purpose)
  }

  /** One after another: a connection does one thing at a time, and `Promise.all` over statements must be no trap. */
  async exclusive<T>(work: () => Promise<T>, purpose?: 'stream'): Promise<T> {
    if (this.#streaming)
      throw new InputError(
        'a stream of this transaction is still being read; read it to its end, or use another connection',
      )
    const before = this.#queue
    const mine = before.then(() => this.#run(work, purpose))
    this.#queue = mine.catch(() => {})
    return mine
  }

  nextLevel(): number {
    return ++this.#level
  }

  /** Waits for statements that nobody awaited, then refuses more. */
  async finish(): Promise<void> {
    this.#over = true
    await this.#queue
  }

  async #run<T>(work: () => Promise<T>, purpose: 'stream' | undefined): Promise<T> {
    if (this.#over) throw new InputError('the transaction is over; every statement in it must be awaited')
    if (this.doomed !== undefined) throw this.doomed
    this.#streaming = purpose === 'stream'
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error)
      if (failure?.restart || failure?.kind === 'lost') this.doomed = error as ConnectorError
      throw error
    } finally {
      this.#streaming = false
    }
  }
}
