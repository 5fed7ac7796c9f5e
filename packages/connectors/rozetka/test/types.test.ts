import type { Pages, PollSource } from '@bpmcentr/core'
import { describe, expectTypeOf, it } from 'vitest'
import type { GetOrder, ListOrders, Order, SetStatus } from '../src/index.ts'
import type { start } from './support/shop.ts'

/** Never called: only the compiler looks at these. */
function compiles(shop: ReturnType<typeof start>['shop']) {
  expectTypeOf(shop.orders.get).parameter(0).toEqualTypeOf<GetOrder>()
  expectTypeOf(shop.orders.get).returns.toEqualTypeOf<Promise<Order>>()
  expectTypeOf(shop.orders.list).parameter(0).toEqualTypeOf<ListOrders | undefined>()
  expectTypeOf(shop.orders.list).returns.toEqualTypeOf<Pages<Order>>()
  expectTypeOf(shop.moveOrder).parameter(0).toEqualTypeOf<SetStatus>()
  expectTypeOf(shop.orderChanges).returns.toEqualTypeOf<PollSource<Order>>()
  expectTypeOf<Order['amount']>().toEqualTypeOf<string | null | undefined>()

  shop.orders.list({ types: 4, changed_from: new Date(), expand: ['purchases', 'item_details'], sort: '-id' })

  // @ts-expect-error a filter that Rozetka does not have
  shop.orders.list({ created_at_from: '2026-01-01' })
  // @ts-expect-error the older filter
  shop.orders.list({ type: 1 })
  // @ts-expect-error a kind that does not exist
  shop.orders.list({ types: 7 })
  // @ts-expect-error a typo in an expand
  shop.orders.list({ expand: ['purchase'] })
  // @ts-expect-error a typo in a sort
  shop.orders.list({ sort: 'created' })
  // @ts-expect-error the kind of chats is required
  shop.chats.list({ read: false })
  // @ts-expect-error a carrier that does not exist
  shop.orders.list({ carrier_inner_id: 2 })
  const pickup = { delivery_method_id: 1, delivery_service_id: 5, city: { id: 1 } } as const
  // @ts-expect-error a branch is needed for pickup
  shop.orders.updateDelivery({ order_id: 1, delivery: pickup })
  // @ts-expect-error the id is required
  shop.orders.setStatus({ status: 26 })
  // @ts-expect-error prices are numbers
  shop.items.update({ items: [{ item_rz_id: 1, price: '5' }] })
}

describe('types', () => {
  it('let no typo through', () => {
    expectTypeOf(compiles).toBeFunction()
  })
})
