import type { Fields } from './rows.ts'
import { totals } from './totals.ts'
import type { World } from './world.ts'

export function showUser(world: World, id: number | null): unknown {
  const user = id === null ? undefined : world.users.get(id)
  if (user === undefined) return null
  const { name: _name, ...shown } = user
  return shown
}

export function showBuyerRef(world: World, id: number | null): unknown {
  const buyer = id === null ? undefined : world.buyers.get(id)
  if (buyer === undefined) return null
  const { full_name, email, phone, company_id, manager_id } = buyer
  return { id: buyer.id, full_name, email: email[0] ?? null, phone: phone[0] ?? null, company_id, manager_id }
}

export function showClient(world: World, id: number | null): unknown {
  const buyer = id === null ? undefined : world.buyers.get(id)
  if (buyer === undefined) return null
  const orders = world.orders.select({ where: (order) => order.buyer_id === buyer.id })
  const spent = orders.reduce((sum, order) => sum + totals(world, order).grand_total, 0)
  return {
    ...(showBuyerRef(world, buyer.id) as Fields),
    note: buyer.note,
    currency: 'UAH',
    orders_sum: spent.toFixed(2),
    orders_count: orders.length,
    has_duplicates: 0,
    created_at: buyer.created_at,
    updated_at: buyer.updated_at,
  }
}

export function showAssigned(world: World, id: number): unknown {
  const { role_id, ...user } = showUser(world, id) as Fields
  return {
    ...user,
    role: {
      id: role_id,
      name: role_id === 1 ? 'Адміністратор' : 'Менеджер',
      alias: role_id === 1 ? 'administrator' : 'manager',
    },
  }
}
