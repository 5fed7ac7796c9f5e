import pRetry from 'p-retry'
import type { Answer } from '../classify.ts'
import { ConflictError, type ConnectorError, isConnectorError, OutcomeUnknownError } from '../errors/index.ts'
import type { CallOptions, RecoverContext, RequestContext } from '../operation.ts'
import { backoffMs } from '../retry/backoff.ts'
import { decideRetry, type Failure, mayHaveHappened } from '../retry/decide.ts'
import { sleep } from '../time.ts'
import { type Attempts, attempt, failureOf } from './attempt.ts'
import { checkInput } from './checkInput.ts'
import { checkCallOptions } from './checkOptions.ts'
import type { OperationContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import { outcomeUnknown, Recovered } from './outcome.ts'
import type { Plan } from './plan.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Runtime } from './runtime.ts'

/** One call: its input checked, its attempts made until one of them is the answer. */
export class Call implements RequestContext, Attempts {
  readonly runtime: Runtime
  readonly plan: Plan
  readonly context: OperationContext
  readonly deadline: Deadline
  readonly options: CallOptions | undefined
  readonly recoverContext: (call: Call) => RecoverContext
  renewed = false
  #key: string | undefined
  #sends = 0
  #maybeHappened = false
  #lookupNext = false
  #outcome: ConnectorError | undefined
  /** Retries paid for from the budget. */
  #charged = 0

  constructor(
    runtime: Runtime,
    plan: Plan,
    context: OperationContext,
    deadline: Deadline,
    options: CallOptions | undefined,
    recoverContext: (call: Call) => RecoverContext,
  ) {
    this.runtime = runtime
    this.plan = plan
    this.context = context
    this.deadline = deadline
    this.options = options
    this.recoverContext = recoverContext
  }

  get env(): unknown {
    return this.runtime.connection.env
  }

  get idempotencyKey(): string {
    this.#key ??= this.options?.idempotencyKey ?? crypto.randomUUID()
    return this.#key
  }

  async run(): Promise<unknown> {
    if (this.options !== undefined) checkCallOptions(this.options)
    this.deadline.check()
    const input = checkInput(this.plan, this.context)
    const spec = this.plan.request(input, this)
    const prepared = prepare(this.runtime.connection, spec, this.#headers())
    const answer = await this.#attempts(prepared)
    if (answer instanceof Recovered) return answer.value
    return this.plan.finish(this.runtime, answer, spec, input)
  }

  #headers(): Readonly<Record<string, string>> | undefined {
    const { idempotency } = this.plan
    if (idempotency.type !== 'header') return this.options?.headers
    return { [idempotency.name]: this.idempotencyKey, ...this.options?.headers }
  }

  async #attempts(prepared: Prepared): Promise<Answer | Recovered> {
    const retries = this.options?.retry === false ? 0 : (this.options?.retry ?? this.runtime.retries)
    try {
      const answer = await pRetry(() => this.#step(prepared, retries), {
        // A lookup counts as a step too; which step is the last is decided in #goOn.
        retries: 2 * retries + 2,
        minTimeout: 0,
        shouldRetry: ({ error }) => this.#goOn(error, retries, prepared),
      })
      this.runtime.budget.succeeded(this.#charged)
      return answer
    } catch (error) {
      // p-retry turns a reason that is no Error into one of its own.
      if (this.deadline.userAborted && !isConnectorError(error)) throw this.options?.signal?.reason
      throw this.#outcome ?? this.#truth(error)
    }
  }

  /** How the last attempt ended is not the whole truth when an earlier one may have taken effect. */
  #truth(error: unknown): unknown {
    if (!this.#maybeHappened || !isConnectorError(error) || error instanceof OutcomeUnknownError) return error
    if (this.plan.idempotency.type !== 'repeatable') return outcomeUnknown(error)
    if (error.sent === 'no') Object.assign(error, { sent: 'maybe' })
    return error
  }

  async #step(prepared: Prepared, retries: number): Promise<Answer | Recovered> {
    if (this.#lookupNext) {
      this.#lookupNext = false
      const found = await this.#lookup()
      if (found !== undefined) return new Recovered(found)
      if (!this.#mayResend(retries)) throw outcomeUnknown()
      // It was looked for and is not there, so what was sent so far came to nothing.
      this.#maybeHappened = false
    }
    this.#sends++
    return attempt(this, prepared)
  }

  #mayResend(retries: number): boolean {
    const { idempotency } = this.plan
    return idempotency.type === 'recover' && idempotency.resend && this.#sends <= retries
  }

  async #lookup(): Promise<unknown> {
    const { idempotency } = this.plan
    if (idempotency.type !== 'recover' && idempotency.type !== 'field') return undefined
    try {
      return await idempotency.lookup?.(this.context.input, this.recoverContext(this))
    } catch (error) {
      if (!isConnectorError(error)) throw error
      throw outcomeUnknown(error)
    }
  }

  /** Decides on the next step, and waits for it. */
  async #goOn(error: unknown, retries: number, prepared: Prepared): Promise<boolean> {
    if (!isConnectorError(error) || this.#outcome !== undefined) return false
    const { idempotency } = this.plan
    const failure = failureOf(error)
    if (mayHaveHappened(failure)) this.#maybeHappened = true
    if (idempotency.type === 'field' && this.#maybeHappened && error instanceof ConflictError) {
      // The vendor has this key already: most likely from our first attempt.
      this.#lookupNext = idempotency.lookup !== undefined
      if (!this.#lookupNext) this.#outcome = outcomeUnknown(error)
      return this.#lookupNext
    }
    const recoverable = retries > 0 && idempotency.type === 'recover' && idempotency.when(this.context.input)
    const decision = decideRetry({
      failure,
      safe: idempotency.type === 'repeatable' || idempotency.type === 'header' || idempotency.type === 'field',
      recoverable,
      attempt: this.#sends,
      maxRetries: retries,
    })
    if (decision === 'unknown') this.#outcome = outcomeUnknown(error)
    if (decision === 'fail' || decision === 'unknown') return false
    if (decision === 'recover') return this.#prepareLookup(error)
    if (prepared.body?.replayable === false) return false
    return this.#waitToRetry(error, failure)
  }

  async #prepareLookup(error: ConnectorError): Promise<boolean> {
    const { idempotency } = this.plan
    const settle = idempotency.type === 'recover' ? idempotency.settle : 0
    if (this.deadline.remaining() <= settle) {
      this.#outcome = outcomeUnknown(error)
      return false
    }
    await this.#pause(settle)
    this.#lookupNext = true
    return true
  }

  async #waitToRetry(error: ConnectorError, failure: Failure): Promise<boolean> {
    const throttled = failure === 'refused'
    // A refusal pauses the whole scope, so it cannot amplify an outage; everything else draws on the budget.
    const wait = error.retryAfter ?? backoffMs(this.#sends - 1, { throttled })
    if (wait >= this.deadline.remaining()) return false
    if (!throttled) {
      if (!this.runtime.budget.spend()) return false
      this.#charged++
    }
    if (throttled) {
      // Waiting happens in the limiter, together with everything else of this account.
      this.runtime.limiter.pause(wait)
      return true
    }
    await this.#pause(wait)
    return true
  }

  async #pause(ms: number): Promise<void> {
    this.context.backoff += ms
    await sleep(this.runtime.clock, ms, this.deadline.signal)
  }
}
