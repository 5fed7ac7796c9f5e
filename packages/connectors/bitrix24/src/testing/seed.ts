/** An item of `crm.item.*`. */
export interface ItemRow extends Record<string, unknown> {
  readonly id: number
}

const STAGES = ['NEW', 'PREPARATION', 'EXECUTING', 'WON', 'LOSE']
const BEGIN = Date.UTC(2026, 0, 1, 8)

/** Items with the ids 1 to `count`, or the given ones. */
export function itemRows(entityTypeId: number, count: number | readonly number[]): ItemRow[] {
  if (typeof count !== 'number') return count.map((id) => itemRow(entityTypeId, id))
  return Array.from({ length: count }, (_, index) => itemRow(entityTypeId, index + 1))
}

export function itemRow(entityTypeId: number, id: number): ItemRow {
  const time = new Date(BEGIN + id * 60_000).toISOString().replace('.000Z', '+00:00')
  const row: ItemRow = {
    id,
    createdTime: time,
    updatedTime: time,
    createdBy: 1,
    assignedById: 1 + (id % 5),
    opened: 'Y',
    entityTypeId,
    ...(entityTypeId === 3
      ? { name: 'Олена', lastName: `Шевченко ${id}` }
      : { title: `${id % 2 === 0 ? 'Замовлення' : 'Order'} № ${id}` }),
    ...(entityTypeId === 1 || entityTypeId === 3 || entityTypeId === 4
      ? { fm: [{ id, typeId: 'PHONE', valueType: 'WORK', value: `+38067${String(1_112_232 + id)}` }] }
      : {}),
  }
  if (entityTypeId === 3 || entityTypeId === 4) return row
  return {
    ...row,
    stageId: STAGES[id % STAGES.length],
    opportunity: 100 + (id % 900),
    currencyId: 'UAH',
    isManualOpportunity: 'N',
    observers: [],
  }
}
