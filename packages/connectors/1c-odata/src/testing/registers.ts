import { refusal } from './errors.ts'
import { conditioned } from './filter.ts'
import type { RegisterShape, Row, World } from './world.ts'

const RECORDS = '_RecordType'

/** The rows of a register's function, or undefined where there is no such function. */
export function registerFunction(world: World, set: string, name: string, args: Row): Row[] | undefined {
  if (name === 'SliceLast' || name === 'SliceFirst') return slice(world, set, name === 'SliceLast', args)
  const shape = world.options.registers?.[set]
  if (shape === undefined) return undefined
  const table = world.tables.has(`${set}${RECORDS}`) ? `${set}${RECORDS}` : set
  const records = conditioned(world.rows(table), args.Condition)
  if (name === 'Balance') {
    const before = records.filter((row) => args.Period === undefined || String(row.Period) < String(args.Period))
    return grouped(before, shape, args).map(({ group, rows }) => columns(group, shape, { Balance: [rows, signed] }))
  }
  if (name !== 'Turnovers' && name !== 'BalanceAndTurnovers') return undefined
  const { StartPeriod, EndPeriod } = args
  const earlier = (row: Row) => StartPeriod !== undefined && String(row.Period) < String(StartPeriod)
  const until = records.filter((row) => EndPeriod === undefined || String(row.Period) <= String(EndPeriod))
  const wanted = name === 'Turnovers' ? until.filter((row) => !earlier(row)) : until
  return grouped(wanted, shape, args).map(({ group, rows }) => {
    const within = rows.filter((row) => !earlier(row))
    const turnover = { Turnover: [within, signed], Receipt: [within, receipt], Expense: [within, expense] } as const
    return columns(
      group,
      shape,
      name === 'Turnovers'
        ? turnover
        : { ...turnover, OpeningBalance: [rows.filter(earlier), signed], ClosingBalance: [rows, signed] },
    )
  })
}

function slice(world: World, set: string, last: boolean, { Period, Condition }: Row): Row[] | undefined {
  const register = set.endsWith(RECORDS) ? set.slice(0, -RECORDS.length) : set
  // Bound to the record type where there is one, and to the register itself otherwise.
  if (register === set && world.tables.has(`${set}${RECORDS}`)) return undefined
  const dimensions =
    world.options.registers?.[register]?.dimensions ?? world.keys(set).filter((name) => name !== 'Period')
  const rows = conditioned(world.rows(set), Condition)
  if (rows.length > 0 && !rows.every((row) => 'Period' in row)) return undefined
  const found = new Map<string, Row>()
  for (const row of rows) {
    const at = String(row.Period)
    if (Period !== undefined && (last ? at > String(Period) : at < String(Period))) continue
    const group = JSON.stringify(dimensions.map((name) => row[name]))
    const other = found.get(group)
    if (other === undefined || (last ? at > String(other.Period) : at < String(other.Period))) found.set(group, row)
  }
  return [...found.values()]
}

type Measure = (row: Row, resource: string) => number

const amount: Measure = (row, resource) => Number(row[resource] ?? 0)
const receipt: Measure = (row, resource) => (row.RecordType === 'Expense' ? 0 : amount(row, resource))
const expense: Measure = (row, resource) => (row.RecordType === 'Expense' ? amount(row, resource) : 0)
const signed: Measure = (row, resource) => receipt(row, resource) - expense(row, resource)

function grouped(rows: readonly Row[], shape: RegisterShape, { Dimensions }: Row) {
  const names = typeof Dimensions === 'string' && Dimensions !== '' ? Dimensions.split(',') : shape.dimensions
  const unknown = names.find((name) => !shape.dimensions.includes(name.replace(/_Key$/, '')))
  if (unknown !== undefined && !shape.dimensions.includes(unknown)) {
    throw refusal(400, '21', `Неизвестное измерение ${unknown}`)
  }
  const groups = new Map<string, { group: Row; rows: Row[] }>()
  for (const row of rows) {
    const group = Object.fromEntries(
      names.map((name) => (Object.hasOwn(row, name) ? [name, row[name]] : [`${name}_Key`, row[`${name}_Key`]])),
    )
    const id = JSON.stringify(group)
    const known = groups.get(id)
    if (known === undefined) groups.set(id, { group, rows: [row] })
    else known.rows.push(row)
  }
  return [...groups.values()]
}

function columns(
  group: Row,
  { resources = [] }: RegisterShape,
  measures: Readonly<Record<string, readonly [readonly Row[], Measure]>>,
): Row {
  const row: Row = { ...group }
  for (const resource of resources) {
    for (const [suffix, [rows, measure]] of Object.entries(measures)) {
      row[resource + suffix] = rows.reduce((sum, each) => sum + measure(each, resource), 0)
    }
  }
  return row
}
