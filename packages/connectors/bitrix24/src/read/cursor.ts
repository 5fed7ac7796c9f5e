import type { PageCursor, PageResult } from '@bpmcentr/core'
import type { Planner } from './planner.ts'
import type { IdField } from './question.ts'

/** Where to read on, when reading by ids. */
export interface IdCursor {
  readonly after: number
  readonly size: number
  readonly density: number
  readonly left?: number
}

/** A cursor of ids; any other is an offset, or what somebody made up: then the page itself decides. */
export function isIdCursor(from: PageCursor | undefined): from is IdCursor & PageCursor {
  if (typeof from !== 'object') return false
  const { after, size, density } = from as Partial<IdCursor>
  return Number.isInteger(after) && Number.isInteger(size) && Number(size) > 0 && Number(density) > 0
}

/** Where to go on after the first page; undefined where its rows are not in the order of their ids. */
export function afterFirst({ items, total }: PageResult, { row }: IdField): IdCursor | undefined {
  const ids = idsOf(items, row, -Infinity, Infinity)
  const first = ids?.[0]
  const after = ids?.at(-1)
  if (first === undefined || after === undefined) return undefined
  const density = items.length / (after - first + 1)
  return { after, size: items.length, density, ...(total === undefined ? {} : { left: total - items.length }) }
}

/** Where the planner is. */
export function cursorOf(planner: Planner, size: number): IdCursor {
  const { after, density, left } = planner
  return {
    after,
    size,
    density: Math.max(Math.round(density * 1e6) / 1e6, 1e-6),
    ...(left === undefined ? {} : { left }),
  }
}

/** The ids of rows, which have to lie within the bounds and in order; undefined where they do not. */
export function idsOf(rows: readonly unknown[], name: string, lo: number, hi: number): number[] | undefined {
  const ids: number[] = []
  let last = lo
  for (const row of rows) {
    const id = Number((row as Record<string, unknown> | null)?.[name] ?? Number.NaN)
    if (!Number.isInteger(id) || id <= last || id > hi) return undefined
    ids.push(id)
    last = id
  }
  return ids
}
