import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content } from '../envelope.ts'
import { Id } from '../wire.ts'
import { OrderId } from './dictionaries.ts'

/** The bytes of a file. */
export const FileBytes = schema(() =>
  z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array, 'Invalid input: expected bytes'),
)

export const orderPdf = operation<OrderId, Uint8Array<ArrayBuffer>>({
  summary: 'Get an order as PDF',
  kind: 'read',
  input: OrderId,
  output: FileBytes,
  request: ({ id }) => ({ method: 'GET', path: path`orders/generate-pdf/${id}`, expect: 'bytes' }),
  example: { input: { id: 248888186 }, output: new Uint8Array([0x25, 0x50, 0x44, 0x46]) },
})

export const Receipt = schema(() => z.looseObject({ url: z.string() }))
export interface Receipt extends z.output<ReturnType<typeof Receipt>> {}

export const GetReceipt = schema(() => z.strictObject({ order_id: Id() }))
export interface GetReceipt extends z.output<ReturnType<typeof GetReceipt>> {}

export const orderReceipt = operation<GetReceipt, Receipt>({
  summary: 'Get a link to the fiscal receipt of an order',
  description: 'Needs the right `prro_access`.',
  kind: 'read',
  input: GetReceipt,
  output: Receipt,
  answer: content,
  request: ({ order_id }) => ({ method: 'GET', path: path`prro/receipt/${order_id}`, query: { type: 'link' } }),
  example: { input: { order_id: 248888186 }, output: { url: 'https://kasa.example/c/TEST_123' } },
})
