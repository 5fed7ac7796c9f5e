import { json, type Reply, type SandboxRequest, text } from '@bpmcentr/core/testing'
import { compareRows, parseQuery, type QueryOptions } from '@bpmcentr/odata/filter'
import { denied, refusal } from './errors.ts'
import { filtered, GRAMMAR } from './filter.ts'
import type { Row, World } from './world.ts'

/** The options of a request, or 1C's refusal of them. Thrown replies are answers. */
export function optionsOf(request: SandboxRequest): QueryOptions {
  try {
    return parseQuery(request.query.raw, GRAMMAR)
  } catch (error) {
    const unknown = /unknown option (\S+)/.exec(String(error))?.[1]
    if (unknown !== undefined) throw refusal(400, '0', `Параметр ${unknown} не поддерживается`)
    throw refusal(400, '14', 'Ошибка разбора опции запроса')
  }
}

/** A list, from rows of a table or of a function. */
export function listed(world: World, set: string, rows: readonly Row[], options: QueryOptions): Reply {
  if (options.expand !== undefined) throw refusal(501, '0', 'Песочница не поддерживает $expand')
  const found = filtered(rows, options.filter)
  const seen = world.options.visible === undefined ? found : found.filter((row) => world.options.visible?.(set, row))
  if (seen.length < found.length && options.custom?.allowedOnly !== 'true') throw denied()
  const ordered = options.orderby === undefined ? seen : seen.map(presented).sort(compareRows(options.orderby)).map(raw)
  const { skip = 0, top = ordered.length, count } = options
  // With a count the paging is ignored, as 1C's guide says.
  const page = count === true ? ordered : ordered.slice(skip, skip + top)
  return json({
    ...(count === true ? { 'odata.count': String(ordered.length) } : {}),
    value: page.map((row) => selected(row, options)),
  })
}

/** The number of rows, as text behind a byte order mark. */
export function counted(world: World, set: string, options: QueryOptions): Reply {
  const rows = filtered(world.rows(set), options.filter)
  const seen = rows.filter((row) => world.options.visible?.(set, row) ?? true)
  if (seen.length < rows.length && options.custom?.allowedOnly !== 'true') throw denied()
  return text(`\uFEFF${seen.length}`)
}

export function selected(row: Row, { select }: QueryOptions): Row {
  if (select === undefined) return row
  const names = select.map(({ path }) => path.join('/'))
  if (names.includes('*')) return row
  if (names.includes('**')) return Object.fromEntries(Object.entries(row).filter(([, value]) => !Array.isArray(value)))
  const unknown = names.find((name) => !Object.hasOwn(row, name))
  if (unknown !== undefined) throw refusal(400, '10', `Свойство ${unknown} не найдено`)
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}

const sources = new WeakMap<Row, Row>()

/** References are ordered by what forms show for them, not by their digits. */
function presented(row: Row): Row {
  const shown = String(row.Description ?? row.Number ?? '')
  const copy = shown === '' ? { ...row } : { ...row, Ref_Key: `${shown} ${String(row.Ref_Key)}` }
  sources.set(copy, row)
  return copy
}

function raw(copy: Row): Row {
  return sources.get(copy) ?? copy
}
