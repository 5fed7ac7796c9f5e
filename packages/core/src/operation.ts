import type { Answer } from './classify.ts'
import type { ConnectorError } from './errors/index.ts'
import type { OperationKind } from './kind.ts'
import type { Cost } from './limit/types.ts'
import type { Pages } from './page/pages.ts'
import type { PageCursor, PageResult, PageStrategy } from './page/types.ts'
import type { RequestSpec } from './request.ts'
import type { SchemaSource } from './schema.ts'
import type { Clock } from './time.ts'

/** Calls another operation through the same pipeline and under the same deadline, to find out what became of a write. */
export interface RecoverContext {
  call<I, O>(operation: Operation<I, O>, input: NoInfer<I>): Promise<O>
  items<I, T>(operation: ListOperation<I, T>, input: NoInfer<I>): Pages<T>
}

/** What a list has that reads in a way of its own. */
export interface ReadContext {
  /** Where to begin: a `cursor` or `next` of an earlier page, or undefined for the beginning. */
  readonly from: PageCursor | undefined
  readonly clock: Clock
  /** What the connector's `connect` returned as `env`. */
  readonly env: unknown
  /** One page by the list's own `request` and `pages`; without a cursor the first. */
  page(cursor?: PageCursor): Promise<PageResult>
  /** Calls another operation through the pipeline, under the list's name, with the caller's options. */
  call<I, O>(operation: Operation<I, O>, input: NoInfer<I>, options?: Pick<CallOptions, 'signal'>): Promise<O>
  /** Rows from another answer than a page's, held to the list's `item` as the client's `validation` says. */
  checked(items: readonly unknown[]): readonly unknown[]
  /** What the pipeline would make of an answer inside another one. */
  judge(answer: Answer): ConnectorError | undefined
}

/**
 * Why it is safe to send a write again after nobody knows whether it arrived:
 * - `none`: it is not; the caller gets an OutcomeUnknownError
 * - `repeatable`: doing it twice is doing it once
 * - `header`: the vendor de-duplicates by a key in this header; core makes the key once per call
 * - `field`: this input field is the vendor's unique key, so a second one is refused (told by ConflictError); `lookup` then fetches the first
 * - `recover`: `lookup` finds what was made; `undefined` means it is not there, so it is sent again
 */
export type Idempotency<I, O> =
  | { readonly type: 'none' }
  | { readonly type: 'repeatable' }
  | { readonly type: 'header'; readonly name: string }
  | { readonly type: 'field'; readonly name: string; readonly lookup: Lookup<I, O> | undefined }
  | {
      readonly type: 'recover'
      readonly lookup: Lookup<I, O>
      /** Whether this input can be looked up at all; without it the call is as unsafe as `none`. */
      readonly when: (input: I) => boolean
      /** Milliseconds to let the first request settle at the vendor before it is looked up. */
      readonly settle: number
      /** Whether to send again what the lookup did not find. False for money: then the outcome stays unknown. */
      readonly resend: boolean
    }

export type Lookup<I, O> = (input: I, context: RecoverContext) => Promise<O | undefined>

export const none: Idempotency<never, never> = { type: 'none' }

/** Repeating it has the same effect as doing it once, whatever the method says. */
export const repeatable: Idempotency<never, never> = { type: 'repeatable' }

/** The vendor de-duplicates by a key in a header. The caller may give the key as the call's `idempotencyKey`. */
export function header(name: string): Idempotency<never, never> {
  return { type: 'header', name: name.toLowerCase() }
}

/** An input field is the vendor's unique key. */
export function field<I, O>(name: keyof I & string, lookup?: Lookup<I, O>): Idempotency<I, O> {
  return { type: 'field', name, lookup }
}

/** Not safe by itself, but what was made can be found again. */
export function recover<I, O>(
  lookup: Lookup<I, O>,
  {
    when = () => true,
    settle = 1_000,
    resend = true,
  }: { when?: (input: I) => boolean; settle?: number; resend?: boolean } = {},
): Idempotency<I, O> {
  return { type: 'recover', lookup, when, settle, resend }
}

/** What `request` and `answer` may know besides the input. */
export interface RequestContext {
  /** What the connector's `connect` returned as `env`. */
  readonly env: unknown
  /** Made once per call and kept over its attempts. */
  readonly idempotencyKey: string
}

interface Declared<I> {
  /** One line, imperative: "Create an order". Feeds docs and tool descriptions. */
  readonly summary: string
  /** Anything a reader must know: units, time zone, limits of the vendor, the source of the fact. */
  readonly description?: string
  /** What the call costs of the vendor's limits; 1 when left out. */
  readonly cost?: Cost | ((input: I) => Cost)
  /** Strict: a wrong field is an InputError before anything is sent. */
  readonly input: SchemaSource<I>
  /** Pure. */
  readonly request: (input: I, context: RequestContext) => RequestSpec
}

export interface OperationConfig<I, O> extends Declared<I> {
  readonly kind: OperationKind
  /** Default: `repeatable` for read, update, upsert and delete, `none` for create and action. */
  readonly idempotency?: Idempotency<I, O> | Idempotency<never, never>
  /** Loose: unknown fields and new enum members pass. */
  readonly output: SchemaSource<O>
  /** Where the payload sits in the parsed answer; the whole body when left out. */
  // biome-ignore lint/suspicious/noExplicitAny: the body is the vendor's; it is checked by `output` right after.
  readonly answer?: (body: any, answer: Answer, input: I) => unknown
  readonly example?: { readonly input: I; readonly output: O }
}

export interface ListOperationConfig<I, T> extends Declared<I> {
  readonly item: SchemaSource<T>
  readonly pages: PageStrategy
  /** Where the rows sit in the parsed answer. Default: the body itself, or its `data`. */
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly items?: (body: any, answer: Answer, input: I) => unknown
  /**
   * Reads in a way of its own, where page after page by `pages` is not the best a vendor offers: several pages in one
   * request, or at once. Nothing may be sent before the first page is asked for, and leaving the loop has to stop all.
   */
  readonly read?: ((input: I, context: ReadContext) => AsyncIterable<PageResult>) | undefined
  /** Identifies a row, to drop those that come twice when pages shift while reading. */
  readonly key?: (item: T) => string | number | undefined
  readonly example?: { readonly input: I; readonly item: T }
}

/** One thing a vendor's API can do: frozen data and pure functions. */
export interface Operation<I, O> extends OperationConfig<I, O> {
  readonly '~op': 'call'
  readonly idempotency: Idempotency<I, O>
  /** Exists only for the compiler: what this becomes on a client. */
  readonly '~call'?: (...args: CallArguments<I>) => Promise<O>
}

/** An operation whose answer comes in pages. */
export interface ListOperation<I, T> extends ListOperationConfig<I, T> {
  readonly '~op': 'list'
  readonly kind: 'read'
  readonly '~call'?: (...args: CallArguments<I>) => Pages<T>
}

/** The input may be left out where an empty one would do. */
export type CallArguments<I> =
  Record<never, never> extends I ? [input?: I, options?: CallOptions] : [input: I, options?: CallOptions]

// biome-ignore lint/suspicious/noExplicitAny: an operation of any input and output; used as a constraint only.
export type AnyOperation = Operation<any, any> | ListOperation<any, any>

/** Declares an operation. */
export function operation<I, O>(config: OperationConfig<I, O>): Operation<I, O> {
  const idempotency = (config.idempotency ?? defaultIdempotency(config.kind)) as Idempotency<I, O>
  return Object.freeze({ ...config, idempotency, '~op': 'call' as const })
}

/** Declares an operation that returns rows page by page. */
export function listOperation<I, T>(config: ListOperationConfig<I, T>): ListOperation<I, T> {
  return Object.freeze({ ...config, kind: 'read' as const, '~op': 'list' as const })
}

export function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && '~op' in value
}

function defaultIdempotency(kind: OperationKind): Idempotency<never, never> {
  return kind === 'create' || kind === 'action' ? none : repeatable
}

/** What every call takes. Without any of it a call is safe. */
export interface CallOptions {
  /** Aborts waiting, sleeping, sending and reading. Its reason is what the call rejects with. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for the whole call: queue, attempts, pauses and reading. */
  readonly timeout?: number | undefined
  /** `false` or 0 for a single attempt; a number for that many retries. */
  readonly retry?: number | false | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Your own key instead of a random one. */
  readonly idempotencyKey?: string | undefined
  /** Anything of yours; plugins see it. Never sent. */
  readonly meta?: Readonly<Record<string, unknown>> | undefined
}
