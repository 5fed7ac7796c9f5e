import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import type {
  ActionType,
  DateTimeOffset,
  Decimal,
  EntitySet,
  FunctionType,
  Guid,
  Int64,
  ODataVersion,
  Singleton,
  TypedDescriptor,
} from '../../src/index.ts'
import { type ODataOptions, odata } from '../../src/index.ts'
import { type ODataSandboxOptions, odataSandbox } from '../../src/testing.ts'

export interface Author {
  ID: number
  name: string | null
  books?: Book[]
}
export interface Address {
  city: string | null
  zip: string | null
}
export interface Book {
  ID: number
  title: string | null
  price: Decimal | null
  big: Int64 | null
  ratio: number | null
  active: boolean | null
  changed: DateTimeOffset | null
  ref: Guid | null
  kind: Kind | null
  tags: string[]
  origin: Address | null
  author_ID: number | null
  author?: Author | null
  items?: Item[]
}
export type Kind = 'Paper' | 'Digital'
export interface Item {
  book_ID: number
  pos: number
  note: string | null
}
export interface Order {
  id: Guid
  no: string | null
}
export interface Shop {
  sets: {
    Books: EntitySet<
      Book,
      { ID: number },
      { restock: ActionType<{ quantity: number }, Book>; discounted: FunctionType<{ percent: number }, Decimal> },
      { cheapest: FunctionType<{ n: number }, Book[]> }
    >
    Authors: EntitySet<Author, { ID: number }>
    Items: EntitySet<Item, { book_ID: number; pos: number }>
    Orders: EntitySet<Order, { id: Guid }>
  }
  singletons: { Me: Singleton<Author> }
  operations: {
    submit: ActionType<{ book: number; quantity: number }, number>
    titles: FunctionType<{ n: number }, string[]>
  }
}

/** The same shop in any version. */
export function shopModel<V extends ODataVersion>(version: V): TypedDescriptor<Shop, V> {
  return {
    version,
    sets: { Books: 'Shop.Book', Authors: 'Shop.Author', Items: 'Shop.Item', Orders: 'Shop.Order' },
    singletons: { Me: 'Shop.Author' },
    types: {
      'Shop.Book': {
        key: ['ID'],
        properties: {
          ID: 'Edm.Int32',
          title: 'Edm.String',
          price: 'Edm.Decimal',
          big: 'Edm.Int64',
          ratio: 'Edm.Double',
          active: 'Edm.Boolean',
          changed: 'Edm.DateTimeOffset',
          ref: 'Edm.Guid',
          kind: 'Shop.Kind',
          tags: 'Collection(Edm.String)',
          origin: 'Shop.Address',
          author_ID: 'Edm.Int32',
          cover: 'Edm.Stream',
        },
        navigation: { author: { type: 'Shop.Author' }, items: { type: 'Shop.Item', collection: true } },
        bound: {
          restock: {
            kind: 'action',
            name: 'Shop.restock',
            parameters: { quantity: 'Edm.Int32' },
            returns: 'Shop.Book',
          },
          discounted: {
            kind: 'function',
            name: 'Shop.discounted',
            parameters: { percent: 'Edm.Int32' },
            returns: 'Edm.Decimal',
          },
        },
        boundToSet: {
          cheapest: {
            kind: 'function',
            name: 'Shop.cheapest',
            parameters: { n: 'Edm.Int32' },
            returns: 'Collection(Shop.Book)',
          },
        },
      },
      'Shop.Author': {
        key: ['ID'],
        properties: { ID: 'Edm.Int32', name: 'Edm.String' },
        navigation: { books: { type: 'Shop.Book', collection: true } },
      },
      'Shop.Item': {
        key: ['book_ID', 'pos'],
        properties: { book_ID: 'Edm.Int32', pos: 'Edm.Int32', note: 'Edm.String' },
      },
      'Shop.Order': { key: ['id'], properties: { id: 'Edm.Guid', no: 'Edm.String' } },
      'Shop.Address': { properties: { city: 'Edm.String', zip: 'Edm.String' } },
    },
    enums: { 'Shop.Kind': { members: { Paper: 0, Digital: 1 } } },
    operations: {
      submit: { kind: 'action', parameters: { book: 'Edm.Int32', quantity: 'Edm.Int32' }, returns: 'Edm.Int32' },
      titles: { kind: 'function', parameters: { n: 'Edm.Int32' }, returns: 'Collection(Edm.String)' },
    },
  }
}

export const AWKWARD = 'O\'Neil & Söhne + 100% «ёж» a/b?c#d;e(f)="😀"'

export function shopRows(): Record<string, Record<string, unknown>[]> {
  const book = (ID: number, more: object) => ({
    ID,
    title: `Book ${ID}`,
    price: `${ID}.50`,
    big: '9007199254740993',
    ratio: ID / 4,
    active: ID % 2 === 0,
    changed: `2026-01-${String(ID + 9).padStart(2, '0')}T10:00:00Z`,
    ref: `00000000-0000-4000-8000-00000000000${ID}`,
    kind: ID % 2 === 0 ? 'Paper' : 'Digital',
    tags: ID > 3 ? ['late'] : [],
    origin: { city: ID > 2 ? 'Київ' : 'Lviv', zip: null },
    author_ID: ID > 3 ? 2 : 1,
    cover: null,
    ...more,
  })
  return {
    Authors: [
      { ID: 1, name: 'Emily Brontë' },
      { ID: 2, name: AWKWARD },
    ],
    Books: [
      book(1, {}),
      book(2, { title: AWKWARD }),
      book(3, { title: null }),
      book(4, { title: 'Война и мир' }),
      book(5, {}),
    ],
    Items: [1, 2, 3].map((pos) => ({ book_ID: 1, pos, note: `n${pos}` })),
    Orders: [],
  }
}

const relations = {
  'Shop.Book': {
    author: { set: 'Authors', from: ['author_ID'], to: ['ID'] },
    items: { set: 'Items', from: ['ID'], to: ['book_ID'] },
  },
  'Shop.Author': { books: { set: 'Books', from: ['ID'], to: ['author_ID'] } },
}

/** A shop and a typed client of it, on virtual time. */
export function shop<V extends ODataVersion>(
  version: V,
  service: Partial<ODataSandboxOptions> = {},
  options: Partial<ODataOptions<V>> = {},
) {
  const clock = new VirtualClock()
  const box = odataSandbox(
    {
      version,
      model: shopModel(version),
      data: shopRows(),
      relations,
      operations: {
        submit: ({ parameters, refuse }) => {
          if (Number(parameters.quantity) > 100) throw refuse(409, 'OUT_OF_STOCK', 'only 100 left')
          return Number(parameters.book) + Number(parameters.quantity)
        },
        titles: ({ parameters, store }) =>
          store
            .rows('Books')
            .slice(0, Number(parameters.n))
            .map((row) => row.title),
        'Books.restock': ({ row, parameters }) => ({ ...row, ratio: parameters.quantity }),
        'Books.discounted': ({ row, parameters }) =>
          String(Number(row?.price) * (1 - Number(parameters.percent) / 100)),
        'Books.cheapest': ({ store, parameters }) => store.rows('Books').slice(0, Number(parameters.n)),
      },
      ...service,
    },
    { clock },
  )
  const common = { baseUrl: `${box.baseUrl}/`, transport: sandboxTransport(box), clock, ...options }
  const typed = odata<Shop, V>({ ...common, model: shopModel(version) })
  const untyped = odata({ ...common, version })
  return { box, clock, typed, untyped, service: box.state.service }
}
