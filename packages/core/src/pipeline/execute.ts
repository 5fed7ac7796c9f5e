import type { CallOptions, ListOperation, Operation, ReadContext, RecoverContext } from '../operation.ts'
import { Pages } from '../page/pages.ts'
import type { PageCursor, PageResult } from '../page/types.ts'
import { VisitedPages } from '../page/visitedPages.ts'
import { judge } from './attempt.ts'
import { Call } from './call.ts'
import { callPlan, checkItems, type Plan, pagePlan } from './plan.ts'
import { runOperation } from './runOperation.ts'
import type { Runtime } from './runtime.ts'

/** Runs a call through both onions. */
export async function execute(
  runtime: Runtime,
  plan: Plan,
  input: unknown,
  options: CallOptions | undefined,
): Promise<unknown> {
  const { name, kind } = plan
  // Awaited, so that this frame is on the stack of an error, which is cut here.
  return await runOperation(
    runtime,
    { name, kind, input, options },
    (context, deadline) => new Call(runtime, plan, context, deadline, options, recoverContext).run(),
    execute,
  )
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
  const page = (cursor: PageCursor | undefined, visited?: VisitedPages): Promise<PageResult> =>
    execute(runtime, pagePlan(name, erased, cursor, visited), asked, options) as Promise<PageResult>
  const { read } = erased
  const open =
    read === undefined
      ? (from: PageCursor | undefined) => pageByPage(page, from)
      : (from: PageCursor | undefined) => read(asked, readContext(runtime, name, erased, from, page, options))
  return new Pages<T>(open, erased.key as ((item: T) => string | number | undefined) | undefined)
}

async function* pageByPage(
  page: (cursor: PageCursor | undefined, visited: VisitedPages) => Promise<PageResult>,
  from: PageCursor | undefined,
): AsyncGenerator<PageResult, void, undefined> {
  const visited = new VisitedPages()
  let cursor = from
  do {
    const result = await page(cursor, visited)
    yield result
    cursor = result.next
  } while (cursor !== undefined)
}

function readContext(
  runtime: Runtime,
  name: string,
  list: ListOperation<unknown, unknown>,
  from: PageCursor | undefined,
  page: (cursor: PageCursor | undefined) => Promise<PageResult>,
  options: CallOptions | undefined,
): ReadContext {
  return {
    from,
    page: (cursor) => page(cursor),
    clock: runtime.clock,
    env: runtime.connection.env,
    call: (operation, input, own) => callOperation(runtime, name, operation, input, { ...options, ...own }),
    checked(items) {
      if (runtime.validation !== 'off') checkItems(runtime, name, list.item, items, 200)
      return items
    },
    judge: (answer) => judge(runtime, { name, kind: 'read' }, answer),
  }
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
