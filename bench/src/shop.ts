import {
  bearer,
  type ClientOptions,
  defineConnector,
  listOperation,
  operation,
  pageNumberPages,
  path,
  schema,
  secret,
} from '@bpmcentr/core'
import * as z from 'zod'

const Order = schema(() =>
  z.looseObject({
    id: z.number(),
    status_id: z.number(),
    grand_total: z.number(),
    payment_status: z.string(),
    buyer: z.looseObject({ id: z.number(), full_name: z.string() }),
  }),
)
interface Order extends z.output<ReturnType<typeof Order>> {}

const GetOrder = schema(() => z.strictObject({ id: z.number() }))
interface GetOrder extends z.output<ReturnType<typeof GetOrder>> {}

const Row = schema(() => z.looseObject({ id: z.number(), name: z.string(), grand_total: z.number() }))
interface Row extends z.output<ReturnType<typeof Row>> {}

const ListRows = schema(() => z.strictObject({ total: z.number(), limit: z.number() }))
interface ListRows extends z.output<ReturnType<typeof ListRows>> {}

const orders = {
  get: operation<GetOrder, Order>({
    summary: 'Get an order',
    kind: 'read',
    input: GetOrder,
    output: Order,
    request: (input) => ({ method: 'GET', path: path`order/${input.id}` }),
  }),
  rows: listOperation<ListRows, Row>({
    summary: 'Read rows',
    input: ListRows,
    item: Row,
    pages: pageNumberPages({ size: 1_000 }),
    key: (row) => row.id,
    request: ({ total }) => ({ method: 'GET', path: 'rows', query: { total } }),
  }),
}

const shop = defineConnector({
  id: 'bench',
  title: 'Bench',
  options: () => z.strictObject({ apiKey: secret(z.string()), baseUrl: z.string() }),
  connect: ({ apiKey, baseUrl }) => ({ baseUrl, auth: bearer(apiKey), limits: [] }),
  operations: { orders },
})

/** A client with everything on: auth, an unlimited limiter, retries, output validation and one plugin. */
export function shopClient(origin: string, options: ClientOptions = {}) {
  return shop({
    apiKey: 'bench-key',
    baseUrl: `${origin}/v1/`,
    plugins: [{ name: 'one', attempt: (_context, next) => next() }],
    ...options,
  })
}
