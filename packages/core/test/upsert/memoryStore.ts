import type { MatchField, UpsertStore, UpsertValues } from '@bpmcentr/core'

export type MemoryRow = { id: string; made: number } & Record<string, unknown>

let stores = 0

/** A slow table: every step takes a turn of the event loop, so that races would show. */
export function memoryStore(seed: readonly Record<string, unknown>[] = []) {
  const rows: MemoryRow[] = seed.map((row, index) => ({ id: `r${index + 1}`, made: index, ...row }))
  const log: string[] = []
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const store: UpsertStore<MemoryRow> = {
    scope: `memory ${++stores}`,
    async find(fields: readonly MatchField[]) {
      await turn()
      log.push(`find ${fields.map(({ field, key }) => `${field}=${key}`).join('&')}`)
      // Too many on purpose: the engine compares again.
      return rows.filter((row) => fields.every(({ field }) => row[field] !== undefined)).map((row) => ({ ...row }))
    },
    async create(values: UpsertValues) {
      await turn()
      const row = { ...values, id: `r${rows.length + 1}`, made: rows.length } as MemoryRow
      rows.push(row)
      log.push(`create ${row.id}`)
      return row.id
    },
    async update(id: string, changes: UpsertValues) {
      await turn()
      const at = rows.findIndex((row) => row.id === id)
      rows[at] = Object.fromEntries([...Object.entries(rows[at] ?? {}), ...Object.entries(changes)]) as MemoryRow
      log.push(`update ${id} ${Object.keys(changes).join(',')}`)
    },
    id: (row) => row.id,
    age: (row) => row.made,
  }
  return { store, rows, log }
}
