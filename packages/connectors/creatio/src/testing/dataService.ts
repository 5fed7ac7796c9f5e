import { json, post, type Reply, type Route, type SandboxRequest } from '@bpmcentr/core/testing'
import type { Filter } from '../esq/types.ts'
import { EMPTY_GUID } from '../guid.ts'
import { Refusal } from './columnValues.ts'
import { EsqFilter } from './esqFilter.ts'
import { selectRows } from './selectRows.ts'
import type { Row, World } from './world.ts'

type Json = Record<string, unknown>
const NAMESPACE = 'Terrasoft.Nui.ServiceModel.DataContract.'
const OPERATIONS: Readonly<Record<string, number>> = { SelectQuery: 0, InsertQuery: 1, UpdateQuery: 2, DeleteQuery: 3 }

/** DataService: status 200 also for what it refuses. */
export function dataServiceRoutes(world: World, root: string, settings: Map<string, unknown>): Route[] {
  const at = (name: string) => `${root}/DataService/json/SyncReply/${name}`
  const service = (request: SandboxRequest) => new DataService(world, () => request.at)
  const single = (name: string) =>
    post(at(name), (request) => answered(() => service(request).run(name, request.object())))
  return [
    ...Object.keys(OPERATIONS).map(single),
    post(at('BatchQuery'), (request) => json(service(request).batch(request.object()))),
    post(at('RuntimeEntitySchemaRequest'), (request) => answered(() => schemaOf(world, String(request.object().name)))),
    post(at('QuerySysSettings'), (request) => {
      const codes = (request.object().sysSettingsNameCollection ?? []) as string[]
      const known = codes.filter((code) => settings.has(code))
      const values = known.map((code) => [
        code,
        { id: EMPTY_GUID, name: code, code, value: settings.get(code), dataValueType: 1 },
      ])
      return { success: true, values: Object.fromEntries(values) }
    }),
    post(at('PostSysSettingsValues'), (request) => {
      for (const [code, value] of Object.entries((request.object().sysSettingsValues ?? {}) as Json))
        settings.set(code, value)
      return { success: true }
    }),
  ]
}

class DataService {
  readonly #world: World
  readonly #filter: EsqFilter

  constructor(world: World, now: () => number) {
    this.#world = world
    this.#filter = new EsqFilter(world, now)
  }

  run(name: string, query: Json): Json {
    if (query.operationType !== OPERATIONS[name])
      throw new Refusal('Operation type does not fit', 'System.ArgumentException')
    const object = String(query.rootSchemaName)
    if (this.#world.table(object) === undefined) throw new Refusal(`Item ${object} not found`)
    if (name === 'SelectQuery') return selectRows(this.#world, this.#filter, object, query)
    if (name === 'InsertQuery') {
      const row = this.#world.insert(object, this.#values(object, query))
      return { id: row.Id, rowsAffected: 1, nextPrcElReady: false, success: true }
    }
    const rows = this.#rows(object, query)
    const values = name === 'UpdateQuery' ? this.#values(object, query) : undefined
    for (const row of rows) {
      if (values === undefined) this.#world.delete(object, row.Id)
      else this.#world.update(object, row.Id, values)
    }
    return { rowsAffected: rows.length, nextPrcElReady: false, success: true }
  }

  batch(query: Json): Json {
    const queryResults: Json[] = []
    let rowsAffected = 0
    for (const item of (query.items ?? []) as Json[]) {
      const result = this.#item(item)
      queryResults.push(result)
      if (result.success === true) rowsAffected += Number(result.rowsAffected)
      else if (query.continueIfError !== true) break
    }
    const failed = queryResults.find((result) => result.success !== true)
    const responseStatus = failed?.responseStatus ?? { ErrorCode: '', Message: '', Errors: [] }
    return {
      responseStatus,
      queryResults,
      rowsAffected,
      hasErrors: failed !== undefined,
      success: failed === undefined,
    }
  }

  /** The deserialiser reads `__type` first, and knows nothing where it comes later. */
  #item(item: Json): Json {
    const [first] = Object.keys(item)
    const name = first === '__type' ? String(item.__type).replace(NAMESPACE, '') : ''
    try {
      if (!(name in OPERATIONS) || name === 'SelectQuery')
        throw new Refusal('Unknown type of an item', 'SerializationException')
      return this.run(name, item)
    } catch (error) {
      if (error instanceof Refusal) return failure(error)
      throw error
    }
  }

  #rows(object: string, query: Json): readonly Row[] {
    const filter = query.filters as Filter | undefined
    const table = this.#world.table(object)
    return table?.select({ where: (row) => filter === undefined || this.#filter.matches(object, row, filter) }) ?? []
  }

  /** Values by the columns of OData, which is how rows are kept. */
  #values(object: string, query: Json): Json {
    const items = ((query.columnValues as Json | undefined)?.items ?? {}) as Record<string, never>
    return Object.fromEntries(
      Object.entries(items).map(([name, expression]) => {
        const value = this.#filter.operandValue(expression)
        if (this.#world.target(object, name) !== undefined) return [`${name}Id`, value]
        if (name.endsWith('Id') && this.#world.target(object, name.slice(0, -2)) !== undefined) {
          throw new Refusal(`Column by path ${name} not found in schema ${object}`)
        }
        return [name, value]
      }),
    )
  }
}

function answered(run: () => Json): Reply {
  try {
    return json(run())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // What it cannot deserialise is a server error; what the database refuses is not.
    const broken = /NotSupported|ArgumentNull/.test(error.type)
    return broken
      ? json({ Message: error.message, StackTrace: null, ExceptionType: error.type }, 500)
      : json(failure(error))
  }
}

function failure(error: Refusal): Json {
  return {
    responseStatus: { ErrorCode: error.type.split('.').at(-1), Message: error.message, Errors: [] },
    rowsAffected: -1,
    nextPrcElReady: false,
    success: false,
  }
}

const TYPES: Readonly<Record<string, number>> = {
  'Edm.Guid': 0,
  'Edm.String': 30,
  'Edm.Int32': 4,
  'Edm.Decimal': 6,
  'Edm.Boolean': 12,
  'Edm.DateTimeOffset': 7,
  'Edm.Stream': 13,
}

function schemaOf(world: World, name: string): Json {
  if (world.table(name) === undefined) throw new Refusal(`Item ${name} not found`)
  const items = Object.entries(world.columns(name)).map(([column, type], index) => {
    const uId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const target = type === 'Edm.Guid' ? world.target(name, column.replace(/Id$/, '')) : undefined
    const own = target === undefined ? column : column.slice(0, -2)
    const dataValueType = target === undefined ? TYPES[type] : 10
    return [
      uId,
      { uId, name: own, dataValueType, isRequired: column === 'Id', ...(target && { referenceSchemaName: target }) },
    ]
  })
  return {
    success: true,
    schema: { name, primaryColumnUId: items[0]?.[0], columns: { Items: Object.fromEntries(items) } },
  }
}
