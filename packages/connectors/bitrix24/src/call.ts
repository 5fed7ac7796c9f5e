import { header, type Operation, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { METHOD } from './method.ts'
import { rpc } from './request.ts'

const Method = () => z.string().regex(METHOD, 'expected the name of a method, such as crm.item.get')

function Params() {
  return z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional()
}

const CallInput = schema(() => z.strictObject({ method: Method(), params: Params() }))
/** A method by its name. `params` is a list for the methods that go by position. */
export interface CallInput {
  readonly method: string
  readonly params?: Readonly<Record<string, unknown>> | readonly unknown[] | undefined
}

/** Any value: what a method without a type answers. */
const Anything = schema(() => z.unknown())

const EXAMPLE = { method: 'server.time', params: {} }

/** Methods without an operation of their own. */
export const call: Operation<CallInput, unknown> = operation<CallInput, unknown>({
  summary: 'Call any method and get its `result`; what happened after a lost answer stays unknown',
  kind: 'action',
  input: CallInput,
  output: Anything,
  request: ({ method, params }) => rpc(method, params ?? {}),
  answer: (body) => body.result,
  example: { input: EXAMPLE, output: '2026-02-01T09:00:00+02:00' },
})

/** The same for a method that only reads: sent again after a lost answer. */
export const query: Operation<CallInput, unknown> = operation<CallInput, unknown>({
  summary: 'Call any method that only reads, and get its `result`',
  kind: 'read',
  input: CallInput,
  output: Anything,
  request: ({ method, params }) => rpc(method, params ?? {}),
  answer: (body) => body.result,
  example: { input: EXAMPLE, output: '2026-02-01T09:00:00+02:00' },
})

/**
 * A method of REST 3.0 (`tasks.*`, `note.*`, `mail.*`, `humanresources.*` …; no `crm.*`). Every call carries an `Idempotency-Key`, so
 * that Bitrix24 itself recognises one that is sent again.
 *
 * @see https://apidocs.bitrix24.com/api-reference/rest-v3/index.html
 */
export const v3Call: Operation<CallInput, unknown> = operation<CallInput, unknown>({
  summary: 'Call a method of REST 3.0 with an idempotency key, and get its `result`',
  kind: 'action',
  idempotency: header('Idempotency-Key'),
  input: CallInput,
  output: Anything,
  request: ({ method, params }) => ({ method: 'POST', path: `api/${method}`, json: params ?? {} }),
  answer: (body) => body.result,
  example: { input: { method: 'tasks.task.get', params: { id: 1 } }, output: { item: { id: 1 } } },
})
