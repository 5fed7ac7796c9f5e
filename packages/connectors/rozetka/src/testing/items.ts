import { get, json, post, put, type Route } from '@bpmcentr/core/testing'
import type { Item } from '../items/item.ts'
import { found, ok, refuse, required } from './reply.ts'
import { anyOf, flag, least, most, oneOf, part, search } from './search.ts'
import type { World } from './world.ts'

const TABS: Readonly<Record<string, (item: Item) => boolean>> = {
  all: () => true,
  'on-sale': (item) => item.available === 1,
  'not-available': (item) => item.available === 0,
  prices: (item) => item.change_status === 0,
  ...Object.fromEntries(
    ['errors', 'not-valid', 'hidden', 'new', 'changes', 'quarantine', 'moderation', 'archive'].map((tab) => [
      tab,
      () => false,
    ]),
  ),
}

export function itemRoutes(world: World): Route[] {
  const { items } = world
  return [
    get('/goods/details', (request) => {
      const { query } = request
      const id = Number(query.get('item_id') ?? query.get('rz_item_id'))
      const field = query.has('item_id') ? 'item_id' : 'rz_item_id'
      return ok({ item: found(items.find((item) => item[field] === id)) })
    }),
    get('/goods/:tab', (request) => {
      const { tab = '' } = request.params
      const on = Object.hasOwn(TABS, tab) ? TABS[tab] : undefined
      if (on === undefined) return refuse(5404, 'not_found', 'Не знайдено', null, 404)
      return search(items.rows.filter(on), request, {
        key: 'items',
        size: 'pageSize',
        perPage: 100,
        sorts: ['item_id', 'rz_item_id', 'price'],
        extra: (rows) => ({ count: rows.length }),
        filters: {
          rz_item_id: anyOf((item) => item.rz_item_id),
          price_offer_id: (item, value) => item.price_offer_id === value,
          article: (item, value) => item.article === value,
          name: part((item) => item.name),
          find_by_text: (item, value) => String(item.rz_item_id) === value || (item.name ?? '').includes(value),
          sync_source_id: anyOf((item) => item.sync_source_id),
          available: oneOf((item) => item.available, [0, 1, 2]),
          item_active: flag((item) => item.available === 1),
          upload_status: anyOf((item) => item.upload_status),
          rz_sell_status: anyOf((item) => item.rz_sell_status),
          category_id: anyOf((item) => item.rz_category?.id),
          producer_id: anyOf((item) => item.rz_producer?.id),
          priceFrom: least((item) => item.price),
          priceTo: most((item) => item.price),
          state: oneOf((item) => item.state, [0, 1, 2, 3]),
        },
      })
    }),
    get('/v1/goods/counts', () => {
      const sum = items.size
      const on = items.rows.filter((item) => item.available === 1).length
      return ok({
        all_items: { sum, tabs: { items_all_tab: sum } },
        active_items: { sum, tabs: { items_on_sale_tab: on, items_not_on_sale_tab: sum - on } },
      })
    }),
    put('/items/mass-update', (request) => {
      const input = request.object()
      required(input, 'items')
      const changes = input.items as readonly Readonly<Record<string, unknown>>[]
      const refused = changes.filter((change) => byPublicId(world, change.item_rz_id) === undefined)
      if (refused.length > 0) {
        const reason = [{ id: 1, value: ['Товар не знайдено'] }]
        return json({
          success: false,
          errors: Object.fromEntries(refused.map((row) => [String(row.item_rz_id), { reason }])),
        })
      }
      for (const change of changes) setPrice(world, change)
      return ok(null)
    }),
    post('/items-create/create', (request) => {
      const input = request.object()
      required(input, 'name', 'name_ua', 'category_id', 'price', 'stock_quantity', 'pictures')
      const { name, name_ua, price, stock_quantity, price_offer_id = null } = input as Partial<Item>
      const rest = { rz_item_id: null, sync_source_id: 199, available: 0, upload_status: 2, article: null, state: 1 }
      const item = items.insert({ ...rest, name, name_ua, price, stock_quantity, price_offer_id })
      return ok({ item: { item_id: item.item_id, sync_source_id: 199 } })
    }),
    put('/items-create/mass-update-basic-data', (request) => {
      const input = request.object()
      required(input, 'items')
      let items_updated = 0
      for (const change of input.items as readonly Partial<Item>[]) {
        const item = items.find((row) => row.item_id === change.item_id || row.rz_item_id === change.rz_item_id)
        if (item === undefined) continue
        items.update(item.item_id as number, { name: change.name, name_ua: change.name_ua })
        items_updated++
      }
      return ok({ items_updated })
    }),
  ]
}

function byPublicId(world: World, id: unknown): Item | undefined {
  return world.items.find((item) => item.rz_item_id === id)
}

/** A price that leaps waits for a manager; the answer does not say so. -1 takes a value away. */
function setPrice(world: World, change: Readonly<Record<string, unknown>>): void {
  const item = byPublicId(world, change.item_rz_id) as Item
  const { price, stock_quantity } = change as { price?: number; stock_quantity?: number }
  const before = item.price ?? 0
  const leaps = price !== undefined && before > 0 && (price > before * 1.5 || price < before / 2)
  const optional = ['price_old', 'price_promo', 'max_cart_quantity', 'min_cart_quantity'] as const
  const others = optional.filter((name) => change[name] !== undefined)
  world.items.update(item.item_id as number, {
    ...(price !== undefined && (leaps ? { updated_price: price, change_status: 0 } : { price })),
    ...(stock_quantity !== undefined && { stock_quantity, available: stock_quantity > 0 ? 1 : 0 }),
    ...Object.fromEntries(others.map((name) => [name, change[name] === -1 ? null : change[name]])),
  })
}
