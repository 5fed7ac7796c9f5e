import type { Pages } from '@bpmcentr/core'
import { describe, expectTypeOf, it } from 'vitest'
import type { CreateOrder, GetOrder, ListOrders, Order, Payment } from '../src/index.ts'
import type { start } from './support/crm.ts'

/** Never called: only the compiler looks at these. */
function compiles(crm: ReturnType<typeof start>['crm']) {
  expectTypeOf(crm.orders.get).parameter(0).toEqualTypeOf<GetOrder>()
  expectTypeOf(crm.orders.get).returns.toEqualTypeOf<Promise<Order>>()
  expectTypeOf(crm.orders.list).parameter(0).toEqualTypeOf<ListOrders | undefined>()
  expectTypeOf(crm.orders.list).returns.toEqualTypeOf<Pages<Order>>()
  expectTypeOf(crm.orders.create).parameter(0).toEqualTypeOf<CreateOrder>()
  expectTypeOf(crm.orders.payments.create).returns.toEqualTypeOf<Promise<Payment>>()
  expectTypeOf<Order['payment_status']>().extract<'paid'>().toEqualTypeOf<'paid'>()
  expectTypeOf<'a new one'>().toExtend<Order['payment_status']>()

  crm.orders.list()
  crm.orders.list({ filter: { updated_between: [new Date(), '2026-01-01 00:00:00'] }, sort: '-id', limit: 50 })

  // @ts-expect-error a filter that KeyCRM does not have
  crm.orders.list({ filter: { created_at_from: '2026-01-01' } })
  // @ts-expect-error a typo in an include
  crm.orders.list({ include: ['buyers'] })
  // @ts-expect-error a typo in a sort
  crm.orders.list({ sort: 'ids' })
  // @ts-expect-error one end of a period
  crm.orders.list({ filter: { updated_between: [new Date()] } })
  // @ts-expect-error a status of payment that does not exist
  crm.orders.list({ filter: { payment_status: 'unpaid' } })
  // @ts-expect-error products have no filter by date
  crm.products.list({ filter: { updated_between: [new Date(), new Date()] } })
  // @ts-expect-error an include of another resource
  crm.buyers.get({ id: 1, include: ['payments'] })
  // @ts-expect-error the buyer is required
  crm.orders.create({ source_id: 1 })
  // @ts-expect-error only cancelling is possible
  crm.orders.expenses.update({ orderId: 1, expenseId: 1, status: 'paid' })
  // @ts-expect-error the id is required
  crm.orders.get()
}

describe('types', () => {
  it('let no typo through', () => {
    expectTypeOf(compiles).toBeFunction()
  })
})
