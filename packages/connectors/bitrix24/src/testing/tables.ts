import type { Method } from './method.ts'
import { mapIn, numberIn, type Params } from './params.ts'
import { notFound } from './rpcError.ts'
import { type Row, selectPage } from './select.ts'
import type { Table, World } from './world.ts'

/** Resources that are plain tables. */
export function tableMethods(world: World): Record<string, Method> {
  const fields = (params: Params): Row => ({ ...mapIn(params.fields ?? params.field ?? params.FIELDS) })
  const existing = (table: Table, id: unknown, name = 'id'): Row => {
    const row = table.get(String(numberIn(id, name)))
    if (row === undefined) throw notFound()
    return row
  }
  /** `crm.activity` and its kin: `ID`, values as text, ids as answers. */
  const older = (prefix: string, table: Table): Record<string, Method> => ({
    [`${prefix}.add`]: (params) => ({ result: Number(table.insert(fields(params)).ID) }),
    [`${prefix}.get`]: ({ id, ID }) => ({ result: existing(table, id ?? ID) }),
    [`${prefix}.update`]: (params) => {
      table.update(String(existing(table, params.id ?? params.ID).ID), fields(params))
      return { result: true }
    },
    [`${prefix}.delete`]: ({ id, ID }) => {
      table.delete(String(existing(table, id ?? ID).ID))
      return { result: true }
    },
    [`${prefix}.list`]: (params) => {
      const { rows, ...counts } = selectPage(table.rows, params, { id: 'ID' })
      return { result: rows, ...counts }
    },
  })
  /** `catalog.product` and its kin: `id`, rows under a name. */
  const newer = (prefix: string, table: Table, one: string, many: string): Record<string, Method> => ({
    [`${prefix}.add`]: (params) => ({ result: { [one]: table.insert(fields(params)) } }),
    [`${prefix}.get`]: ({ id }) => ({ result: { [one]: existing(table, id) } }),
    [`${prefix}.update`]: (params) => ({
      result: { [one]: table.update(Number(existing(table, params.id).id), fields(params)) },
    }),
    [`${prefix}.delete`]: ({ id }) => {
      table.delete(Number(existing(table, id).id))
      return { result: true }
    },
    [`${prefix}.list`]: (params) => {
      const { rows, ...counts } = selectPage(table.rows, params, { id: 'id' })
      return { result: { [many]: rows }, ...counts }
    },
  })
  return {
    ...older('crm.activity', world.activities),
    ...older('crm.requisite', world.requisites),
    ...older('crm.timeline.comment', world.comments),
    ...newer('crm.type', world.types, 'type', 'types'),
    ...newer('crm.item.productrow', world.productRows, 'productRow', 'productRows'),
    ...newer('crm.category', world.categories, 'category', 'categories'),
    ...newer('userfieldconfig', world.userFields, 'field', 'fields'),
    ...newer('catalog.product', world.products, 'element', 'products'),
    ...newer('catalog.price', world.prices, 'price', 'prices'),
    ...newer('sale.order', world.orders, 'order', 'orders'),
    'crm.stagehistory.list'(params) {
      const { rows, ...counts } = selectPage(world.stageHistory.rows, params, { id: 'ID' })
      return { result: { items: rows }, ...counts }
    },
    'crm.status.list': ({ filter }) => ({
      result: selectPage(world.statuses.rows, { filter, start: -1 }, { id: 'ID' }).rows,
    }),
    'crm.item.productrow.set'({ ownerType, ownerId, productRows }) {
      const owner = Number(ownerId)
      for (const row of [...world.productRows]) {
        if (row.ownerType === ownerType && row.ownerId === owner) world.productRows.delete(Number(row.id))
      }
      const made = Object.values(mapIn(productRows)).map((row) =>
        world.productRows.insert({ ...numeric(mapIn(row)), ownerType, ownerId: owner }),
      )
      return { result: { productRows: made } }
    },
  }
}

/** Money and counts that came as text through a batch. */
function numeric(row: Params): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /^(?:price|quantity|productId|discount|tax)/.test(name) && value !== '' && !Number.isNaN(Number(value))
        ? Number(value)
        : value,
    ]),
  )
}
