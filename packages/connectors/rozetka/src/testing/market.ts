import { get, type Route } from '@bpmcentr/core/testing'
import { found, ok, refuse } from './reply.ts'
import { anyOf, search, since, until } from './search.ts'
import type { World } from './world.ts'

const PAYMENT_STATES = [
  ...['cancelled', 'paid', 'unpaid', 'unapproved', 'part-paid', 'expired', 'hold', 'returned', 'part-returned'],
  'ready_for_return',
]

export function marketRoutes(world: World): Route[] {
  return [
    get('/payments/payment-statuses', () =>
      ok({
        payment_statuses: PAYMENT_STATES.map((name, index) => ({ id: index + 1, name, title: name, value: index })),
      }),
    ),
    get('/order-invoices/search', (request) =>
      search(world.invoices.rows, request, {
        key: 'orderInvoices',
        size: 'pageSize',
        sorts: ['invoice_id'],
        filters: { order_id: anyOf((row) => row.order_id) },
      }),
    ),
    get('/v1/orders/search-data', (request) => {
      if (!/^[2-6]$/.test(request.query.get('types') ?? '')) return refuse(1001, 'required_parameter', 'types')
      const search_localities = [{ id: 1, name: 'Київ' }]
      return ok({ search_delivers: [{ id: 5, name: 'Нова Пошта' }], search_status: [], search_localities })
    }),
    get('/prro/receipt/:id', (request) => {
      const order = found(world.orders.get(request.id()))
      return ok({ url: `https://kasa.example/c/${order.id}` })
    }),
    get('/market-categories/search', (request) =>
      search(world.categories.rows, request, {
        key: 'marketCategorys',
        size: 'pageSizeLimit',
        perPage: 100,
        sorts: ['category_id'],
        filters: { category_id: anyOf((row) => row.category_id), parent_id: anyOf((row) => row.parent_id) },
      }),
    ),
    get('/v1/market-categories/category-options', (request) => {
      if (request.query.get('category_id') !== '4626923') return ok([])
      const option = { id: 58922, name: 'Колір', attr_type: 'List', filter_type: 'main', unit: null, is_global: false }
      return ok([
        { ...option, value_id: 172872, value_name: 'Білий' },
        { ...option, value_id: 172873, value_name: 'Синій' },
      ])
    }),
    get('/market-payment-methods/list', () =>
      ok({
        payment_methods: [
          { id: 1, name: 'Готівкова', description: null, status: 1, has_keys: false, is_auto_hold: false },
          { id: 4524, name: 'Картка', description: null, status: 1, has_keys: true, is_auto_hold: false },
        ],
      }),
    ),
    get('/v1/balances/current', () =>
      ok({ balance: '12986.69', current_balance: '5102.54', sum_in_gray: '7884.15', count_days_to_lock: null }),
    ),
    get('/balances/search', (request) =>
      search(world.entries.rows, request, {
        key: 'billingLogUserBalances',
        size: 'pageSize',
        filters: {
          orderId: anyOf((row) => row.orderId),
          productId: anyOf((row) => row.productId),
          operationType: anyOf((row) => row.operationType),
          dateFrom: since((row) => row.createdAt),
          dateTo: until((row) => row.createdAt),
        },
      }),
    ),
  ]
}
