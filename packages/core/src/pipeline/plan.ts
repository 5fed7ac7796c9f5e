import type { Answer } from '../classify.ts'
import { isConnectorError, ResponseMismatchError } from '../errors/index.ts'
import type { OperationKind } from '../kind.ts'
import type { Cost } from '../limit/types.ts'
import type { Idempotency, ListOperation, Operation, RequestContext } from '../operation.ts'
import type { PageCursor, PageResult } from '../page/types.ts'
import { VisitedPages } from '../page/visitedPages.ts'
import type { RequestSpec } from '../request.ts'
import { describeIssue, resolveSchema, type SchemaIssue, type SchemaSource } from '../schema.ts'
import type { Runtime } from './runtime.ts'

/** What the pipeline has to know of a call, whether it is an operation or one page of a list. */
export interface Plan {
  /** Such as `orders.create`. */
  readonly name: string
  readonly kind: OperationKind
  readonly idempotency: Idempotency<unknown, unknown>
  /** Undefined when the input was checked already. */
  readonly input: SchemaSource<unknown> | undefined
  readonly cost: Cost | ((input: unknown) => Cost) | undefined
  request(input: unknown, context: RequestContext): RequestSpec
  /** From the answer to what the caller gets. */
  finish(runtime: Runtime, answer: Answer, spec: RequestSpec, input: unknown): unknown
}

const REPEATABLE: Idempotency<unknown, unknown> = { type: 'repeatable' }

export function callPlan(name: string, operation: Operation<unknown, unknown>): Plan {
  return {
    name,
    kind: operation.kind,
    idempotency: operation.idempotency,
    input: operation.input,
    cost: operation.cost,
    request: operation.request,
    finish(runtime, answer, _spec, input) {
      const payload = pick(runtime, name, operation.kind, answer, () =>
        operation.answer === undefined ? answer.body : operation.answer(answer.body, answer, input),
      )
      if (runtime.validation !== 'off') {
        const result = resolveSchema(operation.output).safeParse(payload)
        if (!result.success) mismatch(runtime, name, operation.kind, answer.status, result.error.issues)
      }
      return payload
    },
  }
}

/** One page of a list; without a cursor the first, where the input says to start. */
export function pagePlan(
  name: string,
  operation: ListOperation<unknown, unknown>,
  from: PageCursor | undefined,
  /** The pages of this reading so far, to end one that would never end. */
  visited?: VisitedPages,
): Plan {
  const { pages } = operation
  let cursor = from
  return {
    name,
    kind: 'read',
    idempotency: REPEATABLE,
    input: operation.input,
    cost: operation.cost,
    request(input, context) {
      cursor ??= pages.start(input)
      return pages.apply(operation.request(input, context), cursor, input)
    },
    finish(runtime, answer, request, input): PageResult {
      const { body } = answer
      const items = pick(runtime, name, 'read', answer, () =>
        operation.items === undefined ? defaultItems(body) : operation.items(body, answer, input),
      )
      if (!Array.isArray(items)) throw mismatchError([{ path: [], message: 'expected a list of rows' }], answer.status)
      if (runtime.validation !== 'off') checkItems(runtime, name, operation.item, items, answer.status)
      const here = cursor ?? pages.start(input)
      const read = { items, body, answer, request }
      const next = pick(runtime, name, 'read', answer, () => pages.next(here, read, input)) as PageCursor | undefined
      if (next !== undefined && (visited ?? new VisitedPages()).leadsBack(here, next)) {
        throw new ResponseMismatchError('the next page is one that was read before; reading on would never end', {
          reason: 'paging',
        })
      }
      const total = pick(runtime, name, 'read', answer, () => pages.total?.(body, answer)) as number | undefined
      return { items, cursor: here, next, total }
    },
  }
}

function defaultItems(body: unknown): unknown {
  if (Array.isArray(body)) return body
  return (body as { data?: unknown } | null | undefined)?.data
}

/** Holds rows to their schema. */
export function checkItems(
  runtime: Runtime,
  name: string,
  item: SchemaSource<unknown>,
  items: readonly unknown[],
  status: number,
): void {
  const schema = resolveSchema(item)
  for (let index = 0; index < items.length; index++) {
    const result = schema.safeParse(items[index])
    if (result.success) continue
    const issues = result.error.issues.map((issue) => ({ message: issue.message, path: [index, ...issue.path] }))
    mismatch(runtime, name, 'read', status, issues)
    // One odd row tells the story; checking on would only cost.
    return
  }
}

/** A connector's own function over a body of unknown shape may trip over it; that is a mismatch, not a crash. */
function pick(runtime: Runtime, name: string, kind: OperationKind, answer: Answer, run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    // A read may find an error deeper in the answer, such as in the one part of a batch.
    if (kind === 'read' && isConnectorError(error)) throw error
    const issues = [{ path: [], message: 'the payload is not where it was expected' }]
    if (kind === 'read') throw mismatchError(issues, answer.status)
    runtime.mismatch(name, issues)
    return answer.body
  }
}

/** A write never throws here: it has happened, and the caller must get to know what the vendor answered. */
function mismatch(
  runtime: Runtime,
  name: string,
  kind: OperationKind,
  status: number,
  issues: readonly SchemaIssue[],
): void {
  if (runtime.validation === 'strict' && kind === 'read') throw mismatchError(issues, status)
  runtime.mismatch(name, issues)
}

function mismatchError(issues: readonly SchemaIssue[], status: number): ResponseMismatchError {
  const places = issues.slice(0, 5).map(describeIssue).join('; ')
  return new ResponseMismatchError(`the answer does not fit its declared shape: ${places}`, {
    reason: 'schema',
    issues,
    status,
  })
}
