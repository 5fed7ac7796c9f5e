import type { AnyOperation, CallOptions } from '../../operation.ts'
import type { ClientOptions } from '../../pipeline/settings.ts'
import type { Sandbox, SandboxOptions } from '../types.ts'

/** One promise that every operation keeps. */
export type ConformanceCase =
  | 'example'
  | 'call'
  | 'input'
  | 'unknownField'
  | 'authentication'
  | 'renewal'
  | 'notFound'
  | 'rateLimit'
  | 'serverError'
  | 'unreachable'
  | 'resetBefore'
  | 'resetAfter'
  | 'timeout'
  | 'abort'
  | 'malformed'
  | 'html'
  | 'mismatch'
  | 'pages'

/** What the suite needs of a connector. */
export interface ConformanceSubject<Options extends object> {
  (options: Options & ClientOptions): object
  readonly id: string
  readonly operations: object
}

/** An input, or what makes one of a fresh sandbox. */
export type ConformanceInput = ((sandbox: Sandbox) => unknown) | object | string | number | undefined

export interface ConformanceOptions<Options extends object> {
  /** Makes a sandbox; called anew for every test, with a virtual clock. Its rows should fit the operations' examples. */
  readonly sandbox: (options: SandboxOptions) => Sandbox
  /** Options of the connector that the sandbox accepts. A function can have the sandbox issue tokens. */
  readonly options: Options | ((sandbox: Sandbox) => Options)
  /** Options whose credentials the sandbox refuses, and what the error must say about where to find the right ones. */
  readonly wrong?: { readonly options: Options | ((sandbox: Sandbox) => Options); readonly help: RegExp }
  /** Values that may appear in no error. Default: every text of at least 6 characters in the options but URLs. */
  readonly secrets?: readonly string[]
  /** Inputs by operation (`orders.get`), where the example will not do. */
  readonly inputs?: Readonly<Record<string, ConformanceInput>>
  /** Inputs that name something the vendor does not have. Default: the input with another `id`. */
  readonly missing?: Readonly<Record<string, ConformanceInput>>
  /** How many rows a list has, where the suite should not take the connector's word for it. */
  readonly counts?: Readonly<Record<string, number | ((sandbox: Sandbox) => number)>>
  /**
   * Cases that do not apply, by operation or `*` for all, each with the reason. They are reported as skipped.
   */
  readonly skip?: Readonly<Record<string, Readonly<Partial<Record<ConformanceCase, string>>>>>
}

/** An operation with its place in the tree. */
export interface Subject {
  /** Such as `orders.get`. */
  readonly name: string
  readonly operation: AnyOperation
}

export type ClientMethod = (input?: unknown, options?: CallOptions) => unknown
