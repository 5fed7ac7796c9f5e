import { listOperation, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day } from '../dates.ts'
import { content, rowsOf } from '../envelope.ts'
import { FileBytes } from '../orders/documents.ts'
import { sizedPages } from '../pages.ts'
import { filters, inOrder, STRICT_SEARCH, sizedPaging } from '../query.ts'
import { Either, Flag, Id, Num, Text, Words } from '../wire.ts'

/** A waybill of ROZETKA Delivery. `delivery_payer`: 0 sender, 1 recipient. `cod_amount`: cash on delivery, UAH. */
export const Waybill = schema(() =>
  z.looseObject({
    id: z.number(),
    ttn: Text(),
    ext_id: Text(),
    order_id: Either(),
    delivery_service_id: Num(),
    delivery_status_id: Either(),
    delivery_status_title: Text(),
    receiver_fio: Text(),
    receiver_phone: Text(),
    delivery_address: Text(),
    declared_price: Either(),
    delivery_price: Either(),
    delivery_payer: Num(),
    oriented_delivery_date: Text(),
    comment: Text(),
    cod_amount: Either(),
    has_prepaid: Flag(),
    is_carrier_meest: Flag(),
    carrier_track_num: Text(),
    created_at: Text(),
    status_updated_at: Text(),
  }),
)
export interface Waybill extends z.output<ReturnType<typeof Waybill>> {}

export const ListWaybills = schema(() =>
  z
    .strictObject({
      id: Id().optional(),
      order_id: Id().optional(),
      ext_id: Words().optional(),
      ttn: Words().optional(),
      receiver_fio: Words().optional(),
      date_from: Day().optional(),
      date_to: Day().optional(),
      is_reserve_ending: z.boolean().optional(),
      ...sizedPaging(),
    })
    .refine((input) => inOrder(input.date_from, input.date_to), '`date_from` is after `date_to`'),
)
export interface ListWaybills extends z.output<ReturnType<typeof ListWaybills>> {}

const side = () => z.number().min(1).max(120)

/**
 * The recipient comes from the order. `params`: weight in kg (0.1 to 30), sides in cm (1 to 120). `cost` is the cash on
 * delivery, needed when `has_paid` is false. `carrier`: 1 ROZETKA Delivery, 4 Meest.
 */
export const CreateWaybill = schema(() =>
  z
    .strictObject({
      order_id: Id(),
      payer: Words(),
      places: z.int().min(1),
      params: z.strictObject({
        weight: z.number().min(0.1).max(30),
        length: side(),
        width: side(),
        height: side(),
        volume: z.number().positive().optional(),
      }),
      sender: z.strictObject({
        type: z.enum(['natural', 'legal']),
        city: Words(),
        address: Words(),
        department: Words(),
        name: Words(),
        phones: z.array(Words()).min(1),
        info: z.string().optional(),
      }),
      description: z.string().max(100).optional(),
      has_paid: z.boolean().optional(),
      cost: z.number().min(0).optional(),
      carrier: z.literal([1, 4]).optional(),
    })
    .refine(({ has_paid, cost = 0 }) => has_paid !== false || cost > 0, '`cost` is needed when `has_paid` is false')
    .refine(({ has_paid, cost = 0 }) => has_paid !== true || cost === 0, '`cost` is 0 when `has_paid` is true'),
)
export interface CreateWaybill extends z.output<ReturnType<typeof CreateWaybill>> {}

export const PrintWaybills = schema(() => z.strictObject({ track_numbers: z.array(Words()).min(1) }))
export interface PrintWaybills extends z.output<ReturnType<typeof PrintWaybills>> {}

export const rozetkaWaybills = {
  /** Waybills of ROZETKA Delivery, page by page. */
  list: listOperation<ListWaybills, Waybill>({
    summary: 'List waybills of ROZETKA Delivery',
    input: ListWaybills,
    item: Waybill,
    items: rowsOf('models'),
    pages: sizedPages,
    key: (waybill) => waybill.id,
    request: (input) => ({
      method: 'GET',
      path: 'delivery-rozetka/ttn-list',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: { input: { order_id: 248888186 }, item: { id: 316, ttn: 'UNK-924937442', order_id: 248888186 } },
  }),
  /** Makes a waybill for an order. Never sent again after an unknown outcome: look into the list. */
  create: operation<CreateWaybill, Waybill>({
    summary: 'Make a waybill of ROZETKA Delivery',
    kind: 'create',
    input: CreateWaybill,
    output: Waybill,
    answer: content,
    request: (json) => ({ method: 'POST', path: 'delivery-rozetka/create-order-ttn', json }),
    example: {
      input: {
        order_id: 248888186,
        payer: 'sender',
        places: 1,
        params: { weight: 1.2, length: 20, width: 15, height: 10 },
        sender: {
          type: 'natural',
          city: 'Київ',
          address: 'вул. Хрещатик, 1',
          department: '25d64bf9-f1f2-422a-89c5-1d8837ab7d77',
          name: 'Шевченко Олена',
          phones: ['380671234567'],
        },
        has_paid: true,
      },
      output: { id: 316, ttn: 'UNK-924937442', order_id: 248888186 },
    },
  }),
  /** The sheets of several waybills as one file. */
  print: operation<PrintWaybills, Uint8Array<ArrayBuffer>>({
    summary: 'Get waybills of ROZETKA Delivery as a file',
    kind: 'read',
    input: PrintWaybills,
    output: FileBytes,
    request: (json) => ({ method: 'POST', path: 'delivery-rozetka/ttn-print-batch', json, expect: 'bytes' }),
    example: { input: { track_numbers: ['UNK-924937442'] }, output: new Uint8Array([0x25, 0x50, 0x44, 0x46]) },
  }),
}
