import { listOperation, operation, path } from '@bpmcentr/core'
import { categories } from './categories.ts'
import { byPage } from './pages.ts'
import {
  CreateOffers,
  CreateProduct,
  GetProduct,
  ImportProducts,
  ListProducts,
  Product,
  UpdateProduct,
} from './products/product.ts'
import { selection } from './query.ts'
import { Done } from './wire.ts'

const example: Product = {
  id: 31,
  name: 'Iphone XS max 256gb',
  sku: '001-242',
  price: 124.5,
  quantity: 124,
  unit_type: null,
  currency_code: 'UAH',
  min_price: 124.5,
  max_price: 124.5,
  has_offers: false,
  is_archived: false,
  category_id: 1,
}

export const products = {
  /** One product. A missing one is a NotFoundError. */
  get: operation<GetProduct, Product>({
    summary: 'Get a product',
    kind: 'read',
    input: GetProduct,
    output: Product,
    request: ({ id, include }) => ({ method: 'GET', path: path`products/${id}`, query: selection({ include }) }),
    example: { input: { id: 31 }, output: example },
  }),
  /** Products, page by page. KeyCRM has no filter by date here. */
  list: listOperation<ListProducts, Product>({
    summary: 'List products',
    input: ListProducts,
    item: Product,
    pages: byPage,
    key: (product) => product.id,
    request: (input) => ({ method: 'GET', path: path`products`, query: selection(input) }),
    example: { input: { filter: { category_id: 1, is_archived: false } }, item: example },
  }),
  /** Creates a product without variants. Prices in major units. Never repeated after an unknown outcome. */
  create: operation<CreateProduct, Product>({
    summary: 'Create a product',
    kind: 'create',
    input: CreateProduct,
    output: Product,
    request: (product) => ({ method: 'POST', path: path`products`, json: product }),
    example: { input: { name: 'Iphone XS max 256gb', sku: '001-242', price: 124.5, category_id: 1 }, output: example },
  }),
  /** Changes a product. */
  update: operation<UpdateProduct, Product>({
    summary: 'Change a product',
    kind: 'update',
    input: UpdateProduct,
    output: Product,
    request: ({ id, ...product }) => ({ method: 'PUT', path: path`products/${id}`, json: product }),
    example: { input: { id: 31, price: 119 }, output: { ...example, price: 119 } },
  }),
  /** Creates up to 100 products in one request; no ids come back. Never repeated after an unknown outcome. */
  import: operation<ImportProducts, Done>({
    summary: 'Create up to 100 products at once',
    kind: 'create',
    input: ImportProducts,
    output: Done,
    request: (input) => ({ method: 'POST', path: path`products/import`, json: input }),
    example: { input: { products: [{ name: 'Iphone XS max 256gb', sku: '001-242' }] }, output: { status: true } },
  }),
  offers: {
    /** Adds up to 100 variants to a product; no ids come back. Never repeated after an unknown outcome. */
    create: operation<CreateOffers, Done>({
      summary: 'Add variants to a product',
      kind: 'create',
      input: CreateOffers,
      output: Done,
      request: ({ productId, offers }) => ({
        method: 'POST',
        path: path`products/${productId}/offers`,
        json: { offers },
      }),
      example: {
        input: {
          productId: 31,
          offers: [{ sku: '001-242-G', price: 11.99, properties: [{ name: 'Color', value: 'Gold' }] }],
        },
        output: { status: true },
      },
    }),
  },
  categories: categories as typeof categories,
}
