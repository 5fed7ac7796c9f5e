/// <reference lib="esnext.disposable" preserve="true" />
import type { Answer } from './classify.ts'
import { type ConnectorError, InputError } from './errors/index.ts'
import type { OperationKind } from './kind.ts'
import {
  type AnyOperation,
  type CallOptions,
  isOperation,
  type ListOperation,
  type Operation,
  operation,
} from './operation.ts'
import type { Pages } from './page/pages.ts'
import { judge } from './pipeline/attempt.ts'
import { callOperation, listRows } from './pipeline/execute.ts'
import type { Runtime } from './pipeline/runtime.ts'
import type { RequestSpec } from './request.ts'
import type { Schema, SchemaSource } from './schema.ts'

/** A tree of operations: resources, which may hold resources. */
export interface OperationTree {
  readonly [name: string]: AnyOperation | OperationTree
}

/** The same tree as functions. Mapped over its keys, so an editor finds the operation's own comment and definition. */
export type ClientTree<T> = {
  readonly [K in keyof T]: T[K] extends { readonly '~call'?: infer F } ? NonNullable<F> : ClientTree<T[K]>
}

/** A request of your own through the connector's pipeline: auth, limits, retries, errors, plugins. */
export interface RawRequest<T = unknown> extends RequestSpec {
  /** Gates retries. Default by method: GET and HEAD read, PUT update, DELETE delete, the rest action. */
  readonly kind?: 'read' | 'create' | 'update' | 'upsert' | 'delete' | 'action' | undefined
  /** Checks the answer, as the connector's `validation` says. */
  readonly output?: SchemaSource<T> | undefined
}

export interface ClientBase {
  /** Calls what the connector has no operation for, through the same pipeline. */
  request<T = unknown>(request: RawRequest<T>, options?: CallOptions): Promise<T>
  /**
   * Calls an operation that is not in the connector's tree, for APIs whose resources are known at run time only. It runs
   * through the same pipeline under the given name, such as `Products.get`.
   */
  run<I, T>(name: string, operation: ListOperation<I, T>, input: NoInfer<I>, options?: CallOptions): Pages<T>
  run<I, O>(name: string, operation: Operation<I, O>, input: NoInfer<I>, options?: CallOptions): Promise<O>
  /** What the pipeline would make of an answer that came inside another one, as in a batch: the error, or undefined for a success. */
  judge(answer: Answer, operation: { readonly name: string; readonly kind: OperationKind }): ConnectorError | undefined
  /** Gives back what the client shares with others (limits) and flushes its plugins. Calls after it are refused. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Functions are made when a resource is first touched: a connector has hundreds, a program uses a few. */
export function clientTree(runtime: Runtime, tree: OperationTree, prefix: string): object {
  const node = {}
  for (const name of Object.keys(tree)) {
    const entry = tree[name] as AnyOperation | OperationTree
    const path = prefix === '' ? name : `${prefix}.${name}`
    Object.defineProperty(node, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = isOperation(entry) ? method(runtime, path, entry) : clientTree(runtime, entry, path)
        Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true })
        return value
      },
      // A test may put a double in the place of a method.
      set(value: unknown) {
        Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true })
      },
    })
  }
  return node
}

function method(runtime: Runtime, name: string, entry: AnyOperation): unknown {
  return (input: unknown, options?: CallOptions) => runOperation(runtime, name, entry, input, options)
}

function runOperation(
  runtime: Runtime,
  name: string,
  entry: AnyOperation,
  input: unknown,
  options: CallOptions | undefined,
): unknown {
  return entry['~op'] === 'list'
    ? listRows(runtime, name, entry as ListOperation<unknown, unknown>, input, options)
    : callOperation(runtime, name, entry as Operation<unknown, unknown>, input, options)
}

/** The part of a client that every connector's has, whatever its operations are. */
export function clientBase(runtime: Runtime): ClientBase {
  const close = () => runtime.close()
  return {
    request: (request, options) => rawRequest(runtime, request, options),
    run: ((name: string, entry: AnyOperation, input: unknown, options?: CallOptions) =>
      runOperation(runtime, name, entry, input, options)) as ClientBase['run'],
    judge: (answer, plan) => judge(runtime, plan, answer),
    close,
    [Symbol.asyncDispose]: close,
  }
}

const anything: Schema<never> = { safeParse: (data) => ({ success: true, data: data as never }) }

function rawRequest<T>(runtime: Runtime, request: RawRequest<T>, options?: CallOptions): Promise<T> {
  if (typeof request?.method !== 'string' || typeof request.path !== 'string') {
    return Promise.reject(new InputError('request: expected { method, path, … }'))
  }
  const { kind, output, ...spec } = request
  const raw = operation<RequestSpec, T>({
    summary: 'A request of the caller',
    kind: kind ?? kindOf(spec.method),
    input: anything as Schema<RequestSpec>,
    output: output ?? anything,
    request: () => spec,
  })
  return callOperation(runtime, 'request', raw, spec, options)
}

function kindOf(method: string): 'read' | 'update' | 'delete' | 'action' {
  switch (method.toUpperCase()) {
    case 'GET':
    case 'HEAD':
      return 'read'
    case 'PUT':
      return 'update'
    case 'DELETE':
      return 'delete'
    default:
      return 'action'
  }
}
