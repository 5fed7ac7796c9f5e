import { InputError, operation, path, type RequestSpec, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { asGroup, equal, isFilter } from '../esq/filters.ts'
import type { Filter } from '../esq/types.ts'
import { guid } from '../esq/values.ts'
import { Id, Name, newId } from '../guid.ts'
import { select } from './select.ts'
import { columnValues, ValuesSchema } from './values.ts'

export const Insert = schema(() =>
  z.strictObject({
    schema: Name(),
    values: ValuesSchema(),
    /** Of the new record. Made here unless given: it is what makes an insert safe to repeat. */
    id: z.optional(Id()),
  }),
)
export interface Insert extends z.output<ReturnType<typeof Insert>> {}

/** The same, with the id that the call has from then on. */
const InsertWithId = schema(() => Insert().transform((input): Insert => ({ ...input, id: input.id ?? newId() })))

export const Inserted = schema(() => z.looseObject({ id: z.string(), rowsAffected: z.number() }))
export interface Inserted extends z.output<ReturnType<typeof Inserted>> {}

const target = () => ({
  schema: Name(),
  /** Which records. */
  filter: z.custom<Filter>(isFilter, 'expected a filter of esq').optional(),
  /** Every record of the object, where there is no filter. */
  everything: z.literal(true).optional(),
})
const oneTarget = (input: { filter?: unknown; everything?: unknown }) =>
  (input.filter === undefined) === (input.everything === true)
const ONE_TARGET = 'give `filter`, or `everything: true` for all records of the object'

export const Update = schema(() =>
  z.strictObject({ ...target(), values: ValuesSchema() }).refine(oneTarget, ONE_TARGET),
)
export interface Update extends z.output<ReturnType<typeof Update>> {}

export const Delete = schema(() => z.strictObject(target()).refine(oneTarget, ONE_TARGET))
export interface Delete extends z.output<ReturnType<typeof Delete>> {}

export const Affected = schema(() => z.looseObject({ rowsAffected: z.number() }))
export interface Affected extends z.output<ReturnType<typeof Affected>> {}

/** One record. When the answer is lost it is looked up by the id that was made for it before it is sent again. */
export const insert = operation<Insert, Inserted>({
  summary: 'Insert a record',
  kind: 'create',
  input: InsertWithId,
  output: Inserted,
  idempotency: recover<Insert, Inserted>(async ({ schema, id }, { items }) => {
    if (id === undefined) return undefined
    const found = await items(select, { schema, columns: ['Id'], filter: equal('Id', guid(id)) }).first()
    return found === undefined ? undefined : { id, rowsAffected: 1 }
  }),
  request: (input) => syncReply('InsertQuery', insertQuery(input)),
  example: {
    input: { schema: 'Contact', values: { Name: 'John Best', Email: 'john@best.example' } },
    output: { id: '4c9b1f3e-6a0a-4b43-9d0b-9f6f3c1f8f3c', rowsAffected: 1 },
  },
})

/** All records that the filter holds for. */
export const update = operation<Update, Affected>({
  summary: 'Update records',
  kind: 'update',
  input: Update,
  output: Affected,
  request: (input) => syncReply('UpdateQuery', updateQuery(input)),
  example: {
    input: {
      schema: 'Contact',
      values: { JobTitle: 'CEO' },
      filter: equal('Id', guid('509c189d-37a0-49d5-80f4-7de9ab389f3a')),
    },
    output: { rowsAffected: 1 },
  },
})

/** All records that the filter holds for. A record that others refer to is refused. */
export const remove = operation<Delete, Affected>({
  summary: 'Delete records',
  kind: 'delete',
  input: Delete,
  output: Affected,
  request: (input) => syncReply('DeleteQuery', deleteQuery(input)),
  example: {
    input: { schema: 'Contact', filter: equal('Id', guid('509c189d-37a0-49d5-80f4-7de9ab389f3a')) },
    output: { rowsAffected: 1 },
  },
})

export function insertQuery({ schema, values, id }: Insert): Record<string, unknown> {
  const own = Object.hasOwn(values, 'Id')
  if (own && id !== undefined && values.Id !== id) {
    const given = values.Id
    const same = typeof given === 'object' && given.parameter.value === id
    if (!same) throw new InputError('values.Id: give the id of the record as `id`')
  }
  return {
    rootSchemaName: schema,
    operationType: 1,
    columnValues: columnValues(id === undefined ? values : { ...values, Id: guid(id) }),
  }
}

export function updateQuery({ schema, values, filter }: Update): Record<string, unknown> {
  return { rootSchemaName: schema, operationType: 2, columnValues: columnValues(values), ...filtersOf(filter) }
}

export function deleteQuery({ schema, filter }: Delete): Record<string, unknown> {
  return { rootSchemaName: schema, operationType: 3, ...filtersOf(filter) }
}

export function syncReply(name: string, json: unknown): RequestSpec {
  return { method: 'POST', path: path`DataService/json/SyncReply/${name}`, json }
}

function filtersOf(filter: Filter | undefined): { filters?: Filter } {
  return filter === undefined ? {} : { filters: asGroup(filter) }
}
