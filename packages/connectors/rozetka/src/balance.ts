import { listOperation, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day } from './dates.ts'
import { content, rowsOf } from './envelope.ts'
import { Nothing } from './orders/dictionaries.ts'
import { sizedPages } from './pages.ts'
import { filters, Ids, inOrder, Sort, STRICT_SEARCH, sizedPaging } from './query.ts'
import { Either, Id, Money, Num, Text } from './wire.ts'

/** Decimal text, UAH. `sum_in_gray` is held back; `balance` includes it. */
export const Balance = schema(() =>
  z.looseObject({
    balance: Money(),
    current_balance: Money(),
    sum_in_gray: Money(),
    platform_balance: Money(),
    tm_balance: Money(),
    subscription_balance: Money(),
    paid_month: Text(),
    count_days_to_lock: Num(),
  }),
)
export interface Balance extends z.output<ReturnType<typeof Balance>> {}

/** Amounts in UAH, text or numbers as they come. */
export const BalanceEntry = schema(() =>
  z.looseObject({
    id: z.number(),
    logId: Num(),
    orderId: Num(),
    productId: Num(),
    operationType: Num(),
    price: Either(),
    quantity: Num(),
    cost: Either(),
    debit: Either(),
    credit: Either(),
    currentBalance: Either(),
    createdAt: Text(),
    transaction_ts: Text(),
  }),
)
export interface BalanceEntry extends z.output<ReturnType<typeof BalanceEntry>> {}

export const ListBalanceEntries = schema(() =>
  z
    .strictObject({
      orderId: Id().optional(),
      productId: Id().optional(),
      operationType: Ids(),
      dateFrom: Day().optional(),
      dateTo: Day().optional(),
      sort: Sort(['id', '-id']),
      ...sizedPaging(),
    })
    .refine((input) => inOrder(input.dateFrom, input.dateTo), '`dateFrom` is after `dateTo`'),
)
export interface ListBalanceEntries extends z.output<ReturnType<typeof ListBalanceEntries>> {}

export const balance = {
  /** The balance of the shop. Needs the right `balance`. */
  current: operation<Nothing, Balance>({
    summary: 'Get the balance of the shop',
    kind: 'read',
    input: Nothing,
    output: Balance,
    answer: content,
    request: () => ({ method: 'GET', path: 'v1/balances/current' }),
    example: { input: {}, output: { balance: '12986.69', current_balance: '5102.54', sum_in_gray: '7884.15' } },
  }),
  entries: {
    /** What was charged and credited, page by page. */
    list: listOperation<ListBalanceEntries, BalanceEntry>({
      summary: 'List entries of the balance',
      input: ListBalanceEntries,
      item: BalanceEntry,
      items: rowsOf('billingLogUserBalances'),
      pages: sizedPages,
      key: (entry) => entry.id,
      request: (input) => ({ method: 'GET', path: 'balances/search', query: filters(input), headers: STRICT_SEARCH }),
      example: {
        input: { dateFrom: '2026-01-01', dateTo: '2026-01-31' },
        item: { id: 2869005, orderId: 248888186, operationType: 1, price: '210.00', debit: 34.5 },
      },
    }),
  },
}
