import { EMPTY_GUID } from '../guid.ts'
import { Refusal } from './columnValues.ts'
import type { Row, World } from './world.ts'

/** What a path of an entity schema query leads to: several values where it goes backwards. */
export interface Resolved {
  /** EDM type, or `lookup`. */
  readonly type: string
  readonly values: readonly unknown[]
  /** Name of what a lookup points to. */
  readonly display?: unknown
}

/** `Name`, `Account`, `Account.Owner.Name`, `[Activity:Contact].Title`. */
export function resolvePath(world: World, object: string, row: Row | undefined, path: string): Resolved {
  const reverse = /^\[(\w+):(\w+)(?::(\w+))?\]\.(.+)$/.exec(path)
  if (reverse) return backwards(world, object, row, path, reverse)
  const [head = '', ...rest] = path.split('.')
  const target = world.target(object, head)
  if (target !== undefined) {
    const found = row === undefined ? null : world.follow(object, row, head)
    if (rest.length > 0) return resolvePath(world, target, found ?? undefined, rest.join('.'))
    const id = row?.[`${head}Id`]
    return {
      type: 'lookup',
      values: row === undefined || id === EMPTY_GUID ? [null] : [id],
      display: found?.Name ?? '',
    }
  }
  const type = Object.hasOwn(world.columns(object), head) ? world.columns(object)[head] : undefined
  // A lookup goes by its own name here: `AccountId` is a column of the database, not of the schema.
  const scalar = head.endsWith('Id') && world.target(object, head.slice(0, -2)) !== undefined
  if (type === undefined || scalar || rest.length > 0) {
    throw new Refusal(`Column by path ${path} not found in schema ${object}`)
  }
  return { type, values: [row === undefined ? null : row[head]] }
}

function backwards(
  world: World,
  object: string,
  row: Row | undefined,
  path: string,
  [, child = '', column = '', own = 'Id', rest = '']: RegExpExecArray,
): Resolved {
  const table = world.table(child)
  if (table === undefined || world.target(child, column) === undefined || own !== 'Id') {
    throw new Refusal(`Column by path ${path} not found in schema ${object}`)
  }
  const children = row === undefined ? [] : table.select({ where: (each) => each[`${column}Id`] === row.Id })
  const parts = children.map((each) => resolvePath(world, child, each, rest))
  return { type: resolvePath(world, child, undefined, rest).type, values: parts.flatMap((part) => part.values) }
}
