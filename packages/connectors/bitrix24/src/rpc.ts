import {
  type Idempotency,
  type ListOperation,
  listOperation,
  type Operation,
  type OperationKind,
  operation,
  type SchemaSource,
} from '@bpmcentr/core'
import { startPages } from './pages.ts'
import { packedRead } from './read/packedRead.ts'
import { inOrder } from './read/question.ts'
import { rpc } from './request.ts'

interface Declared<I> {
  /** `crm.item.get` */
  readonly method: string
  readonly summary: string
  readonly description?: string
  readonly input: SchemaSource<I>
  /** The parameters; the input itself when left out. A list for methods that go by position. */
  readonly params?: (input: I) => object
}

interface MethodConfig<I, O> extends Declared<I> {
  readonly kind: OperationKind
  readonly idempotency?: Idempotency<I, O> | Idempotency<never, never>
  readonly output: SchemaSource<O>
  /** From `result` to what the caller gets; `result` itself when left out. */
  // biome-ignore lint/suspicious/noExplicitAny: the result is the vendor's; it is checked by `output` right after.
  readonly answer?: (result: any, input: I) => unknown
  readonly example: { readonly input: I; readonly output: O }
}

/** Declares a method: one POST with its parameters as JSON, the payload under `result`. */
export function method<I, O>({ method: name, params, answer, ...config }: MethodConfig<I, O>): Operation<I, O> {
  return operation<I, O>({
    ...config,
    request: (input) => rpc(name, params?.(input) ?? (input as object)),
    answer: (body, _answer, input) => (answer === undefined ? body.result : answer(body.result, input)),
  })
}

interface ListConfig<I, T> extends Declared<I> {
  readonly item: SchemaSource<T>
  /** Under which name of `result` the rows are; `result` itself is the list when left out. */
  readonly rows?: string
  readonly key: (item: T) => string | number | undefined
  /**
   * The field by which the method filters and sorts, and in which rows have their id: makes reading on go by windows of ids,
   * packed into batches. Left out where the method has no such filter.
   */
  readonly id?: { readonly filter: string; readonly row: string }
  readonly example: { readonly input: I; readonly item: T }
}

/** Declares a list: pages of 50. */
export function listMethod<I extends object, T>(config: ListConfig<I, T>): ListOperation<I, T> {
  const { method: name, params, rows, id, ...rest } = config
  const given = (input: I) => params?.(input) ?? input
  const paramsOf = (input: I) => (id === undefined ? given(input) : inOrder(given(input), id))
  const rowsIn = (result: unknown) => (rows === undefined ? result : (result as Record<string, unknown>)[rows])
  return listOperation<I, T>({
    ...rest,
    pages: startPages,
    items: (body) => rowsIn(body.result),
    request: (input) => rpc(name, paramsOf(input)),
    ...(id === undefined
      ? {}
      : { read: packedRead({ method: name, input: rest.input, params: paramsOf, rowsIn, id }) }),
  })
}
