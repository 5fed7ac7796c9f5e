import { get, json, put, type Route } from '@bpmcentr/core/testing'
import { offersOf, showProduct } from './catalog.ts'
import type { OfferRow } from './catalogRows.ts'
import { flag, includes, oneOf, page, select } from './listing.ts'
import type { Fields } from './rows.ts'
import { inStock, showOffer } from './showParts.ts'
import { WAREHOUSES } from './tables.ts'
import { given, listIn, Problems } from './validate.ts'
import type { World } from './world.ts'

export function offerRoutes(world: World): Route[] {
  const { offers, products } = world
  const filters = {
    id: oneOf((row: OfferRow) => row.id),
    product_id: oneOf((row: OfferRow) => row.product_id),
    sku: oneOf((row: OfferRow) => row.sku),
    is_archived: flag((row: OfferRow) => products.get(row.product_id)?.is_archived ?? false),
  }
  return [
    get('/offers', (request) => {
      const asked = includes(request, ['product'])
      return page(select(offers.rows, request, filters, ['id']), request, (row) => ({
        ...showOffer(row),
        ...(asked.has('product') ? { product: showParent(world, row) } : undefined),
      }))
    }),
    put('/offers', (request) => {
      const input = request.object()
      const problems = new Problems().check(input, { offers: 'list!' }).each(input, 'offers', {
        id: 'integer',
        sku: 'text',
        price: 'number',
        purchased_price: 'number',
        image_url: 'text',
      })
      const rows = named(world, input, 'offers', problems)
      problems.refuse()
      for (const [offer, row] of rows) {
        const { image_url, ...changes } = row
        const sizes = ['price', 'purchased_price', 'weight', 'length', 'width', 'height'] as const
        const picture = image_url === undefined ? {} : { thumbnail_url: image_url as string }
        offers.update(offer.id, { ...given<OfferRow>(changes, sizes), ...picture })
      }
      return json({ status: true }, 202)
    }),
    get('/offers/stocks', (request) => {
      const details = request.query.object('filter').details
      return page(select(offers.rows, request, STOCK_FILTERS), request, (row) =>
        showStock(row, details === 'true' || details === '1'),
      )
    }),
    put('/offers/stocks', (request) => {
      const input = request.object()
      const problems = new Problems()
        .check(input, { warehouse_id: 'integer!', stocks: 'list!' })
        .each(input, 'stocks', { id: 'integer', sku: 'text', quantity: 'number!' })
      const warehouse = input.warehouse_id as number
      problems.exists('warehouse_id', typeof warehouse !== 'number' || WAREHOUSES.some((each) => each.id === warehouse))
      const rows = named(world, input, 'stocks', problems)
      problems.refuse()
      for (const [offer, row] of rows) {
        offers.update(offer.id, { stock: { ...offer.stock, [warehouse]: row.quantity as number } })
      }
      return json({ status: true }, 202)
    }),
  ]
}

const STOCK_FILTERS = {
  offers_id: oneOf((row: OfferRow) => row.id),
  offers_sku: oneOf((row: OfferRow) => row.sku),
  details: () => true,
}

/** The variants that the rows of a body name by `id` or `sku`; one that is not there is a problem. */
function named(world: World, input: Fields, list: string, problems: Problems): [OfferRow, Fields][] {
  const made: [OfferRow, Fields][] = []
  for (const [index, row] of listIn(input, list).entries()) {
    const offer =
      typeof row.id === 'number'
        ? world.offers.get(row.id)
        : world.offers.find((each) => each.sku === row.sku && row.sku !== undefined)
    if (offer === undefined) problems.add(`${list}.${index}.${row.id === undefined ? 'sku' : 'id'}`, 'is invalid.')
    else made.push([offer, row])
  }
  return made
}

function showStock({ id, sku, price, purchased_price, stock }: OfferRow, details: boolean): unknown {
  const warehouse = () => WAREHOUSES.map(({ id, name }) => ({ id, name, quantity: stock[id] ?? 0, reserve: 0 }))
  const shown = { id, sku, price, purchased_price, quantity: inStock(stock), reserve: 0 }
  return details ? { ...shown, warehouse: warehouse() } : shown
}

function showParent(world: World, row: OfferRow): unknown {
  const product = world.products.get(row.product_id)
  if (product === undefined) return null
  const properties: Record<string, string[]> = {}
  for (const offer of offersOf(world, product)) {
    for (const { name, value } of offer.properties) properties[name] = [...(properties[name] ?? []), value]
  }
  return { ...showProduct(world, product), properties_agg: properties }
}
