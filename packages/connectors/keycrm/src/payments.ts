import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Payment } from './money.ts'
import { byPage } from './pages.ts'
import { Between, Ids, paging, selection, Terms } from './query.ts'
import { Id, Num, Text } from './wire.ts'

/** A transaction of a payment gateway connected to the CRM. `amount` in major units of `currency`, moments UTC. */
export const ExternalTransaction = schema(() =>
  z.looseObject({
    id: z.number(),
    // An integer in the document, text in its other examples.
    uuid: z.union([z.string(), z.number()]).nullish(),
    source_uuid: Text(),
    gateway_id: Num(),
    payments_data: z.array(z.unknown()).nullish(),
    amount: Num(),
    description: Text(),
    currency: Text(),
    transaction_date: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface ExternalTransaction extends z.output<ReturnType<typeof ExternalTransaction>> {}

export const ListExternalTransactions = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        id: Ids(),
        transaction_uuid: Terms(),
        gateway_id: Ids(),
        is_attached: z.boolean().optional(),
        created_between: Between(),
      })
      .optional(),
    ...paging(),
  }),
)
export interface ListExternalTransactions extends z.output<ReturnType<typeof ListExternalTransactions>> {}

export const AttachTransaction = schema(() =>
  z
    .strictObject({
      paymentId: Id(),
      transaction_id: Id().optional(),
      transaction_uuid: z.string().min(1).optional(),
    })
    .refine(namesTransaction, 'give `transaction_id` or `transaction_uuid`'),
)
export interface AttachTransaction extends z.output<ReturnType<typeof AttachTransaction>> {}

export const payments = {
  externalTransactions: {
    /** Transactions of the payment gateways connected to the CRM, page by page. */
    list: listOperation<ListExternalTransactions, ExternalTransaction>({
      summary: 'List external transactions',
      input: ListExternalTransactions,
      item: ExternalTransaction,
      pages: byPage,
      key: (transaction) => transaction.id,
      request: (input) => ({ method: 'GET', path: path`payments/external-transactions`, query: selection(input) }),
      example: {
        input: { filter: { is_attached: false } },
        item: { id: 22, uuid: 'NlpssJSQedtUoB9i', gateway_id: 1, amount: 122.5, currency: 'UAH' },
      },
    }),
    /** Ties a transaction to a payment, by the transaction's id or its uuid at the gateway. Never repeated after an unknown outcome. */
    attach: operation<AttachTransaction, Payment>({
      summary: 'Tie an external transaction to a payment',
      kind: 'action',
      input: AttachTransaction,
      output: Payment,
      request: ({ paymentId, ...transaction }) => ({
        method: 'POST',
        path: path`payments/${paymentId}/external-transactions`,
        json: transaction,
      }),
      example: {
        input: { paymentId: 2233, transaction_uuid: 'NlpssJSQedtUoB9i' },
        output: { payment_method_id: 2, amount: 123.5, status: 'paid', transaction_uuid: 'NlpssJSQedtUoB9i' },
      },
    }),
  },
}

function namesTransaction(input: { transaction_id?: unknown; transaction_uuid?: unknown }): boolean {
  return input.transaction_id !== undefined || input.transaction_uuid !== undefined
}
