import { get, json, post, put, type Route } from '@bpmcentr/core/testing'
import type { OfferRow, ProductRow } from './catalogRows.ts'
import { flag, found, included, includes, oneOf, page, select } from './listing.ts'
import { setValues } from './orderInput.ts'
import type { Fields, TableRow } from './rows.ts'
import { inStock, showFields, showOffer } from './showParts.ts'
import { given, listIn, numberOr, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

const MAX_IMPORT = 100
const MAX_PICTURES = 6

const PRODUCT: Rules = {
  description: 'text',
  pictures: 'list',
  currency_code: 'text',
  sku: 'text',
  barcode: 'text',
  price: 'number',
  purchased_price: 'number',
  unit_type: 'text',
  weight: 'number',
  length: 'number',
  width: 'number',
  height: 'number',
  category_id: 'integer',
  custom_fields: 'list',
}

export function productRoutes(world: World): Route[] {
  const { products, offers, categories } = world
  return [
    get('/products', (request) => {
      const asked = includes(request, ['custom_fields'])
      return page(select(products.rows, request, PRODUCT_FILTERS), request, (row) => showProduct(world, row, asked))
    }),
    post('/products', (request) => {
      const input = request.object()
      checkProduct(world, input)
      return json(showProduct(world, storeProduct(world, input, stamp(request))), 201)
    }),
    post('/products/import', (request) => {
      const input = request.object()
      const rows = listIn(input, 'products')
      const problems = new Problems().check(input, { products: 'list!' })
      if (rows.length > MAX_IMPORT) problems.add('products', `may not have more than ${MAX_IMPORT} items.`)
      problems.refuse()
      for (const row of rows) checkProduct(world, row)
      for (const row of rows) storeProduct(world, row, stamp(request))
      return json({ status: true }, 201)
    }),
    get('/products/categories', (request) =>
      page(select(categories.rows, request, CATEGORY_FILTERS), request, (row) => row),
    ),
    post('/products/categories', (request) => {
      const input = request.object()
      const problems = new Problems().check(input, { name: 'text!', parent_id: 'integer' })
      problems.exists('parent_id', typeof input.parent_id !== 'number' || categories.has(input.parent_id)).refuse()
      return json(categories.insert({ name: textOr(input.name, ''), parent_id: numberOr(input.parent_id, null) }), 201)
    }),
    get('/products/:id', (request) => {
      const product = found(products.get(request.id()))
      return showProduct(world, product, includes(request, ['custom_fields']))
    }),
    put('/products/:id', (request) => {
      const product = found(products.get(request.id()))
      const input = request.object()
      checkProduct(world, { name: product.name, ...input })
      const own = offersOf(world, product)[0]
      if (!product.has_offers && own !== undefined) {
        offers.update(own.id, given<OfferRow>(input, ['sku', 'barcode', 'price', 'purchased_price', ...SIZES]))
      }
      products.update(product.id, {
        ...given<ProductRow>(input, ['name', 'description', 'pictures', 'currency_code', 'unit_type', 'category_id']),
        ...(input.custom_fields === undefined ? undefined : { custom_fields: setValues(input) }),
        updated_at: stamp(request),
      })
      return json(showProduct(world, product), 202)
    }),
    post('/products/:id/offers', (request) => {
      const product = found(products.get(request.id()))
      const input = request.object()
      const rows = listIn(input, 'offers')
      const problems = new Problems()
        .check(input, { offers: 'list!' })
        .each(input, 'offers', { sku: 'text', price: 'number' })
      if (rows.length > MAX_IMPORT) problems.add('offers', `may not have more than ${MAX_IMPORT} items.`)
      problems.refuse(400)
      if (!product.has_offers) for (const own of offersOf(world, product)) offers.delete(own.id)
      for (const row of rows) storeOffer(world, product.id, row)
      products.update(product.id, { has_offers: true, updated_at: stamp(request) })
      return json({ status: true }, 201)
    }),
  ]
}

const SIZES = ['weight', 'length', 'width', 'height'] as const

const PRODUCT_FILTERS = {
  product_id: oneOf((row: ProductRow) => row.id),
  category_id: oneOf((row: ProductRow) => row.category_id),
  is_archived: flag((row: ProductRow) => row.is_archived),
}

const CATEGORY_FILTERS = {
  category_id: oneOf((row: TableRow) => row.id),
  parent_id: oneOf((row: TableRow) => row.parent_id),
}

function checkProduct(world: World, input: Fields): void {
  const pictures = Array.isArray(input.pictures) ? input.pictures.length : 0
  const problems = new Problems().check(input, { name: 'text!', ...PRODUCT })
  if (pictures > MAX_PICTURES) problems.add('pictures', `may not have more than ${MAX_PICTURES} items.`)
  const { category_id } = input
  problems.exists('category_id', typeof category_id !== 'number' || world.categories.has(category_id)).refuse()
}

/** A product without variants is a variant by itself: that is what stocks count. */
function storeProduct(world: World, input: Fields, now: string): ProductRow {
  const product = world.products.insert({
    name: textOr(input.name, ''),
    description: textOr(input.description, null),
    pictures: Array.isArray(input.pictures) ? (input.pictures as string[]) : [],
    unit_type: textOr(input.unit_type, null),
    currency_code: textOr(input.currency_code, 'UAH'),
    has_offers: false,
    is_archived: false,
    category_id: numberOr(input.category_id, null),
    custom_fields: setValues(input),
    created_at: now,
    updated_at: now,
  })
  storeOffer(world, product.id, input)
  return product
}

function storeOffer(world: World, product_id: number, row: Fields): OfferRow {
  const properties = listIn(row, 'properties').filter((each) => each.name !== undefined && each.value !== undefined)
  return world.offers.insert({
    product_id,
    sku: textOr(row.sku, null),
    barcode: textOr(row.barcode, null),
    thumbnail_url: textOr(row.image_url, null),
    price: numberOr(row.price, 0),
    purchased_price: numberOr(row.purchased_price, 0),
    weight: numberOr(row.weight, null),
    length: numberOr(row.length, null),
    width: numberOr(row.width, null),
    height: numberOr(row.height, null),
    properties: properties as OfferRow['properties'],
    stock: {},
  })
}

export function offersOf(world: World, product: ProductRow): readonly OfferRow[] {
  return world.offers.select({ where: (offer) => offer.product_id === product.id })
}

export function showProduct(world: World, product: ProductRow, asked: ReadonlySet<string> = new Set()): Fields {
  const { pictures, custom_fields, ...rest } = product
  const variants = offersOf(world, product)
  const prices = variants.map((offer) => offer.price)
  const [own] = variants
  const single = !product.has_offers && own !== undefined ? showOffer(own) : {}
  return {
    ...rest,
    // Of a product with variants these are the variants' alone.
    ...given<Fields>(single, ['sku', 'barcode', 'price', 'purchased_price', ...SIZES]),
    thumbnail_url: pictures[0] ?? null,
    attachments_data: pictures,
    quantity: variants.reduce((sum, offer) => sum + inStock(offer.stock), 0),
    min_price: prices.length === 0 ? null : Math.min(...prices),
    max_price: prices.length === 0 ? null : Math.max(...prices),
    ...included(asked, { custom_fields: () => showFields(world, custom_fields) }),
  }
}
