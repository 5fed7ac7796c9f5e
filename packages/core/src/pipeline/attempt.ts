import type { Answer } from '../classify.ts'
import { type ConnectorError, NetworkError, ResponseMismatchError, TimeoutError } from '../errors/index.ts'
import type { LimitRequest, Permit } from '../limit/types.ts'
import type { Failure } from '../retry/decide.ts'
import { explicitRetryAfterMs, retryAfterMs } from '../retry/hint.ts'
import { withoutSecrets } from './authError.ts'
import type { OperationContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Plan } from './plan.ts'
import { attemptRequest, type Prepared } from './prepare.ts'
import type { Runtime } from './runtime.ts'
import { type Sent, send } from './send.ts'
import { errorFrom, verdictByStatus } from './verdict.ts'
import { whenDone } from './whenDone.ts'

/** What attempts share with their call. */
export interface Attempts {
  readonly runtime: Runtime
  readonly plan: Plan
  readonly context: OperationContext
  readonly deadline: Deadline
  /** A call renews its credentials once. */
  renewed: boolean
}

/** What a verdict said about the outcome, kept beside the error because it is the pipeline's business only. */
const outcomes = new WeakMap<ConnectorError, Failure>()

/** One attempt: pays the limiter, passes the attempt plugins, sends, judges. Throws a ConnectorError unless all is well. */
export async function attempt(call: Attempts, prepared: Prepared): Promise<Answer> {
  const { context, runtime } = call
  const request = limitRequest(call, prepared)
  const permit = await admit(call, request)
  let answer: Answer | undefined
  try {
    context.attempt++
    context.response = undefined
    context.request = attemptRequest(prepared, context.attempt)
    const core = async (): Promise<Answer> => {
      const sent = await converse(call, prepared)
      answer = sent.answer
      context.response = sent.answer
      const error = judge(runtime, call.plan, sent.answer)
      if (error === undefined) return sent.answer
      // A page in place of a file: nobody will read it.
      if (sent.answer.body instanceof ReadableStream) sent.answer.body.cancel().catch(() => undefined)
      if (error.code === 'authentication' && (await renew(call, sent)))
        throw new Renewed('the credentials were refused, have been renewed, and the request is sent again')
      throw error
    }
    const result = runtime.attemptOnion === undefined ? await core() : await runtime.attemptOnion(context, core)
    return result as Answer
  } catch (error) {
    if (!(error instanceof Renewed)) throw error
  } finally {
    permit.release(answer === undefined ? undefined : runtime.connection.feedback?.(answer, call.plan.name, request))
  }
  return attempt(call, prepared)
}

/** Unwinds an attempt whose credentials were renewed; never leaves this file. */
class Renewed extends Error {}

function limitRequest({ context, runtime, plan }: Attempts, { spec }: Prepared): LimitRequest {
  const cost = typeof plan.cost === 'function' ? plan.cost(context.input) : (plan.cost ?? 1)
  return { operation: plan.name, cost, input: context.input, path: spec.path, account: runtime.account }
}

async function admit(call: Attempts, request: LimitRequest): Promise<Permit> {
  const { context, runtime, deadline } = call
  // The combined signal is only made when there is a queue to wait in.
  const permit = runtime.limiter.acquire(request, () => deadline.signal)
  if (!(permit instanceof Promise)) return permit
  const from = runtime.clock.now()
  try {
    return await permit
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    const first = context.attempt === 0
    throw new TimeoutError(
      `the time limit passed while waiting for the rate limit${first ? '; nothing was sent' : ' to try again'}`,
      {
        sent: 'no',
        code: 'timeout_in_queue',
        retryable: true,
      },
    )
  } finally {
    context.throttled += runtime.clock.now() - from
  }
}

async function converse(call: Attempts, prepared: Prepared): Promise<Sent> {
  const { runtime, deadline, context } = call
  const limit = prepared.spec.expect === 'stream' ? deadline.remaining() : runtime.attemptTimeout
  const timed = deadline.attempt(limit)
  const progress = { sent: false }
  let streaming = false
  try {
    // biome-ignore lint/style/noNonNullAssertion: set just before by attempt().
    const sent = await send(runtime, context.request!, prepared.spec, timed.signal, progress)
    if (!(sent.answer.body instanceof ReadableStream)) return sent
    // The time limit holds until the last byte, which the caller reads after this returns.
    streaming = true
    return { ...sent, answer: { ...sent.answer, body: whenDone(sent.answer.body, () => timed.close()) } }
  } catch (error) {
    if (error instanceof TimeoutError && error === timed.signal.reason) {
      throw progress.sent
        ? new TimeoutError('no answer within the time limit', { sent: 'maybe', retryable: true })
        : new TimeoutError('the credentials were not ready within the time limit', { sent: 'no', retryable: true })
    }
    throw error
  } finally {
    if (!streaming) timed.close()
  }
}

/** What an answer means: undefined for a success, else the error as the connector classifies it. */
export function judge(runtime: Runtime, plan: Pick<Plan, 'name' | 'kind'>, answer: Answer): ConnectorError | undefined {
  const { connection } = runtime
  const said = connection.classify?.(answer, {
    operation: plan.name,
    kind: plan.kind,
    env: connection.env,
  })
  if (said === 'ok') return undefined
  const verdict = said ?? verdictByStatus(answer, runtime.clock.now())
  if (verdict === undefined) return answer.unreadable === undefined ? undefined : unreadable(answer)
  // Many vendors send when a quota resets with every answer; only with a refusal is that a reason to wait.
  const hint = verdict.kind === 'rateLimit' ? retryAfterMs : explicitRetryAfterMs
  const retryAfter = verdict.retryAfter ?? hint((name) => answer.header(name), runtime.clock.now())
  const error = errorFrom(verdict, answer, connection, runtime.redactor, retryAfter)
  const outcome =
    verdict.outcome ?? (verdict.kind === 'rateLimit' ? 'refused' : verdict.kind === 'server' ? 'unknown' : 'final')
  if (outcome !== 'final') outcomes.set(error, outcome === 'refused' ? 'refused' : 'serverError')
  return error
}

function unreadable(answer: Answer): ResponseMismatchError {
  const message =
    answer.unreadable === 'malformed'
      ? 'the answer is JSON that does not parse'
      : 'the answer is not JSON; a login or error page of something in between is likely. Check the base URL'
  return new ResponseMismatchError(message, { reason: answer.unreadable ?? 'malformed', status: answer.status })
}

async function renew(call: Attempts, sent: Sent): Promise<boolean> {
  const { auth, redactor } = call.runtime
  if (call.renewed || auth.renew === undefined) return false
  call.renewed = true
  try {
    return await auth.renew(sent.wire, call.runtime.authContext(call.deadline.signal))
  } catch (error) {
    throw withoutSecrets(error, redactor)
  }
}

/** The row of the outcome table an error belongs to. */
export function failureOf(error: ConnectorError): Failure {
  const known = outcomes.get(error)
  if (known !== undefined) return known
  if (error instanceof NetworkError) {
    if (error.sent !== 'no') return 'maybeSent'
    return LASTING.has(error.code) ? 'fatal' : 'notSent'
  }
  return error instanceof ResponseMismatchError ? mismatchFailure(error) : 'fatal'
}

/** A transport that was closed, or a request that the platform forbids: the same the next time. */
const LASTING: ReadonlySet<string> = new Set(['closed', 'blocked'])

function mismatchFailure({ reason, status }: ResponseMismatchError): Failure {
  switch (reason) {
    case 'malformed':
    case 'not_json':
      return 'unreadable'
    case 'too_large':
      return 'unusable'
    case 'redirect':
      // 307 and 308 say that it has to be done elsewhere; the others are also what follows a form that was taken.
      return status === 307 || status === 308 ? 'fatal' : 'unusable'
    default:
      return 'fatal'
  }
}
