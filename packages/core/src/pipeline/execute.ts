import { ConfigError, type ConnectorError, isConnectorError } from '../errors/index.ts'
import type { CallOptions, ListOperation, Operation, RecoverContext } from '../operation.ts'
import { Pages } from '../page/pages.ts'
import type { PageCursor } from '../page/types.ts'
import { Call } from './call.ts'
import { OperationContext } from './context.ts'
import { Deadline } from './deadline.ts'
import { callPlan, type PageResult, type Plan, pagePlan } from './plan.ts'
import type { Runtime } from './runtime.ts'

/** Runs a call through both onions. The only place that makes a call's context and finishes its errors. */
export async function execute(
  runtime: Runtime,
  plan: Plan,
  input: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const { clock } = runtime
  const now = clock.now()
  const timeout = options?.timeout ?? runtime.timeout
  const deadline = new Deadline(clock, options?.signal, timeout, now)
  const context = new OperationContext(
    runtime.connector,
    plan.name,
    plan.kind,
    input === undefined ? {} : input,
    options?.meta,
    runtime.host,
    deadline,
    now,
  )
  const call = new Call(runtime, plan, context, deadline, options, recoverContext)
  try {
    if (runtime.closed) throw new ConfigError('the client is closed')
    if (!(timeout > 0)) throw new ConfigError('timeout: expected a number of milliseconds above 0')
    return runtime.operationOnion === undefined
      ? await call.run()
      : await runtime.operationOnion(context, () => call.run())
  } catch (error) {
    throw isConnectorError(error) && error.operation === undefined ? finished(error, context, runtime) : error
  } finally {
    deadline.close()
  }
}

/** Puts the operation's name on an error and ends its stack in the caller's code rather than in ours. */
function finished(error: ConnectorError, context: OperationContext, runtime: Runtime): ConnectorError {
  const operation = `${context.connector}.${context.operation}`
  // Errors of auth's own (a refused login, a refused refresh) do not pass the verdict, which knows the connector's advice.
  const advice = runtime.connection.advice?.[error.code]
  const next = advice === undefined || error.message.includes(advice) ? '' : `. ${advice}`
  Object.assign(error, { operation, attempts: context.attempt, message: `${operation}: ${error.message}${next}` })
  const { captureStackTrace } = Error as { captureStackTrace?: (target: object, until?: unknown) => void }
  if (captureStackTrace !== undefined) {
    const before = error.stack
    captureStackTrace(error, execute)
    // A caller that does not await leaves no frames; our own are then better than none.
    if (!error.stack?.includes('\n') && before !== undefined) {
      const frames = before.indexOf('\n    at ')
      if (frames >= 0)
        Object.defineProperty(error, 'stack', {
          value: `${error.stack ?? ''}${before.slice(frames)}`,
          configurable: true,
          writable: true,
        })
    }
  }
  return error
}

export function callOperation<I, O>(
  runtime: Runtime,
  name: string,
  operation: Operation<I, O>,
  input: I,
  options?: CallOptions,
): Promise<O> {
  return execute(runtime, callPlan(name, operation as Operation<unknown, unknown>), input, options) as Promise<O>
}

export function listRows<I, T>(
  runtime: Runtime,
  name: string,
  operation: ListOperation<I, T>,
  input: I,
  options?: CallOptions,
): Pages<T> {
  const erased = operation as unknown as ListOperation<unknown, unknown>
  // What was given is copied now: a caller who changes the object while reading must not change the question.
  const asked: unknown = input === undefined ? {} : structuredCopy(input)
  const read = (cursor: PageCursor | undefined): Promise<PageResult> =>
    execute(runtime, pagePlan(name, erased, cursor), asked, options) as Promise<PageResult>
  return new Pages<T>(read, erased.key as ((item: T) => string | number | undefined) | undefined)
}

function structuredCopy(input: unknown): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : input
}

/** Lookups run through the same pipeline, under what is left of the call's time. */
function recoverContext(call: Call): RecoverContext {
  const options = (): CallOptions => ({ signal: call.options?.signal, timeout: Math.max(1, call.deadline.remaining()) })
  const name = `${call.plan.name}.recover`
  return {
    call: (operation, input) => callOperation(call.runtime, name, operation, input, options()),
    items: (operation, input) => listRows(call.runtime, name, operation, input, options()),
  }
}
