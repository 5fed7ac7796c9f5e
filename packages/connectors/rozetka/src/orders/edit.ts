import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content } from '../envelope.ts'
import { Done, Id, Words } from '../wire.ts'
import { Delivery } from './order.ts'

const phone = () => z.string().regex(/^\+?\d{9,15}$/, 'expected digits')

export const ProlongOrder = schema(() => z.strictObject({ id: Id() }))
export interface ProlongOrder extends z.output<ReturnType<typeof ProlongOrder>> {}

export const prolongOrder = operation<ProlongOrder, Done>({
  summary: 'Prolong the reserve of an order',
  kind: 'action',
  input: ProlongOrder,
  output: Done,
  answer: content,
  request: ({ id }) => ({ method: 'POST', path: path`orders/prolong/${id}`, json: { id } }),
  example: { input: { id: 248888186 }, output: { status: 'ok' } },
})

/** `delivery_method_id` 1: pickup, with `place_id`; 2: courier, with street, house and `street_id`. */
export const UpdateDelivery = schema(() =>
  z.strictObject({
    order_id: Id(),
    delivery: z.discriminatedUnion('delivery_method_id', [
      z.strictObject({ ...destination(1), place_id: Id() }),
      z.strictObject({
        ...destination(2),
        place_street: Words(),
        place_house: Words(),
        street_id: Id(),
        place_flat: z.string().optional(),
      }),
    ]),
  }),
)
export interface UpdateDelivery extends z.output<ReturnType<typeof UpdateDelivery>> {}

function destination<const M extends 1 | 2>(method: M) {
  return { delivery_method_id: z.literal(method), delivery_service_id: Id(), city: z.strictObject({ id: Id() }) }
}

export const updateDelivery = operation<UpdateDelivery, Delivery>({
  summary: 'Change where an order is delivered',
  description: 'In the statuses 26, 47 and 48 only, and for orders paid in cash.',
  kind: 'update',
  input: UpdateDelivery,
  output: Delivery,
  answer: content,
  request: ({ order_id, delivery }) => ({
    method: 'POST',
    path: 'orders/update-delivery',
    json: { order_id, delivery },
  }),
  example: {
    input: {
      order_id: 248888186,
      delivery: { delivery_method_id: 1, delivery_service_id: 5, city: { id: 1 }, place_id: 21033 },
    },
    output: { delivery_service_id: 5, delivery_method_id: 1, place_id: 21033, place_number: '320' },
  },
})

export const UpdateReceiver = schema(() =>
  z.strictObject({ order_id: Id(), recipient_title: Words(), recipient_phone: phone().optional() }),
)
export interface UpdateReceiver extends z.output<ReturnType<typeof UpdateReceiver>> {}

export const updateReceiver = operation<UpdateReceiver, Delivery>({
  summary: 'Change who receives an order',
  description: 'In the statuses 26, 47 and 48 only.',
  kind: 'update',
  input: UpdateReceiver,
  output: Delivery,
  answer: content,
  request: (json) => ({ method: 'POST', path: 'orders/update-receiver', json }),
  example: {
    input: { order_id: 248888186, recipient_title: 'Шевченко Олена', recipient_phone: '380671234567' },
    output: { recipient_title: 'Шевченко Олена', recipient_phone: '380671234567' },
  },
})
