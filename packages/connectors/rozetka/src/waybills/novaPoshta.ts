import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day } from '../dates.ts'
import { FileBytes } from '../orders/documents.ts'
import { filters, inOrder, sizedPaging } from '../query.ts'
import { Either, Id, Text, Words } from '../wire.ts'

/** A waybill of Nova Poshta, made with the seller's own key; fields as Nova Poshta has them. */
export const NovaPoshtaWaybill = schema(() =>
  z.looseObject({
    Ref: Text(),
    IntDocNumber: Text(),
    DateTime: Text(),
    Cost: Text(),
    CostOnSite: Text(),
    Weight: Either(),
    SeatsAmount: Either(),
    PayerType: Text(),
    PaymentMethod: Text(),
    EstimatedDeliveryDate: Text(),
    order_id: Either(),
    BackwardDeliveryMoney: Either(),
  }),
)
export interface NovaPoshtaWaybill extends z.output<ReturnType<typeof NovaPoshtaWaybill>> {}

/** Rozetka tells no number of pages for this list: ask for one page, with `page` and `pageSize`. */
export const GetNovaPoshtaWaybills = schema(() =>
  z
    .strictObject({
      dateFrom: Day().optional(),
      dateTo: Day().optional(),
      ttn: Words().optional(),
      order_id: Id().optional(),
      ...sizedPaging(),
    })
    .refine((input) => inOrder(input.dateFrom, input.dateTo), '`dateFrom` is after `dateTo`'),
)
export interface GetNovaPoshtaWaybills extends z.output<ReturnType<typeof GetNovaPoshtaWaybills>> {}

const NovaPoshtaPage = schema(() => z.array(NovaPoshtaWaybill()))

export const PrintNovaPoshta = schema(() =>
  z.strictObject({ ttnNumbers: z.array(Words()).min(1), copies: z.int().min(1).optional() }),
)
export interface PrintNovaPoshta extends z.output<ReturnType<typeof PrintNovaPoshta>> {}

export const novaPoshtaWaybills = {
  /** One page of the waybills that the seller's Nova Poshta key knows. Needs a working key in the cabinet. */
  page: operation<GetNovaPoshtaWaybills, NovaPoshtaWaybill[]>({
    summary: 'Get a page of waybills of Nova Poshta',
    kind: 'read',
    input: GetNovaPoshtaWaybills,
    output: NovaPoshtaPage,
    answer: (body: { content?: { ttn_list?: unknown } }) => body.content?.ttn_list,
    request: ({ page, pageSize, ...rest }) => ({
      method: 'GET',
      path: 'ttns/ttn-list',
      query: { ...(filters(rest) as Record<string, string>), page, pageSize },
    }),
    example: {
      input: { order_id: 248888186 },
      output: [{ IntDocNumber: '20450229737904', Cost: '12.00', order_id: 248888186 }],
    },
  }),
  /** The sheets of several waybills as one file. Needs a working key of Nova Poshta in the cabinet. */
  print: operation<PrintNovaPoshta, Uint8Array<ArrayBuffer>>({
    summary: 'Get waybills of Nova Poshta as a file',
    kind: 'read',
    input: PrintNovaPoshta,
    output: FileBytes,
    request: ({ ttnNumbers, copies }) => ({
      method: 'GET',
      path: 'ttns/ttn-print',
      // PHP reads a list from brackets only.
      query: { 'ttnNumbers[]': ttnNumbers, copies },
      expect: 'bytes',
    }),
    example: { input: { ttnNumbers: ['20450229737904'] }, output: new Uint8Array([0x25, 0x50, 0x44, 0x46]) },
  }),
}
