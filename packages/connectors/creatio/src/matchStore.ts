import {
  ApiError,
  type CallOptions,
  type MatchField,
  type PhonePlan,
  type UpsertStore,
  type UpsertValues,
} from '@bpmcentr/core'
import { type AnyFields, and, type Condition, guid, or } from '@bpmcentr/odata'
import { isEmpty } from './empty.ts'
import { newId } from './guid.ts'
import type { CreatioOData } from './odata.ts'

export interface UpsertContext {
  readonly client: CreatioOData
  /** Names the site and the account. */
  readonly scope: string
}

interface Row {
  readonly [name: string]: unknown
}

export interface MatchOptions {
  readonly phones: PhonePlan | undefined
  readonly anyFormat: boolean
  readonly options: CallOptions
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** An object as the policy of duplicates works on it: OData 4, with a GUID made here for what is new. */
export function matchStore(
  { client, scope }: UpsertContext,
  object: string,
  values: UpsertValues,
  { phones, anyFormat, options }: MatchOptions,
): UpsertStore<Row> {
  const set = client.odataOf().set(object)
  const select = [...new Set(['Id', 'CreatedOn', ...Object.keys(values).filter((name) => values[name] !== undefined)])]
  return {
    scope: `${scope} ${object}`,
    find(fields) {
      const filter = (row: AnyFields) => {
        const [first, ...others] = fields.map((field) => condition(row, field, phones, anyFormat))
        return others.length === 0 ? (first as Condition) : and(first as Condition, ...others)
      }
      // The oldest first, so that `first` means the same every time.
      return set.list({ filter, select, orderby: ['CreatedOn', 'Id'] } as never, options) as AsyncIterable<Row>
    },
    async create(row) {
      const id = newId()
      try {
        await set.create({ ...row, Id: guid(id) }, {}, options)
      } catch (error) {
        // A handler that fails after the record was saved makes an error of a creation that took place.
        if (!(error instanceof ApiError) || !(await exists(set, id, options))) throw error
      }
      return id
    },
    async update(id, changes) {
      await set.update(guid(id), changes, {}, options)
    },
    id: (row) => String(row.Id),
    age: (row) => String(row.CreatedOn),
    isEmpty,
    isSame,
  }
}

async function exists(
  set: { find(key: unknown, query?: object, options?: CallOptions): Promise<unknown> },
  id: string,
  options: CallOptions,
) {
  return (await set.find(guid(id), { select: ['Id'] }, options)) !== undefined
}

/** Lookups are asked by their navigation; texts as they were given and as they are compared. */
function condition(
  row: AnyFields,
  { field, value, key }: MatchField,
  phones: PhonePlan | undefined,
  anyFormat: boolean,
): Condition {
  if (field.endsWith('Id') && field !== 'Id' && typeof value === 'string' && GUID.test(value)) {
    const navigation = row[field.slice(0, -2)] as unknown as Record<string, { eq(value: unknown): Condition }>
    return (navigation.Id as { eq(value: unknown): Condition }).eq(guid(value))
  }
  const column = row[field] as unknown as { eq(value: unknown): Condition; endswith(text: string): Condition }
  if (typeof value !== 'string') return column.eq(value)
  if (isPhone(field) && anyFormat) return column.endswith(key.slice(-2))
  const spellings = isPhone(field) ? phoneSpellings(value, key, phones) : [value, value.trim(), key]
  const [first, ...others] = [...new Set(spellings)].map((text) => column.eq(text))
  return others.length === 0 ? (first as Condition) : or(first as Condition, ...others)
}

/** Without punctuation, with and without the country. */
function phoneSpellings(value: string, key: string, phones: PhonePlan | undefined): string[] {
  const spellings = [value, key, `+${key}`]
  if (phones === undefined || !key.startsWith(phones.code)) return spellings
  const national = key.slice(phones.code.length)
  return [...spellings, national, `${phones.trunk ?? ''}${national}`]
}

function isSame(stored: unknown, value: unknown): boolean {
  if (isEmpty(stored) || isEmpty(value)) return isEmpty(stored) && isEmpty(value)
  if (typeof stored === 'string' && typeof value === 'string') {
    if (GUID.test(stored) && GUID.test(value)) return stored.toLowerCase() === value.toLowerCase()
    // Creatio answers seven digits of a second.
    if (MOMENT.test(stored) && MOMENT.test(value)) return Date.parse(stored) === Date.parse(value)
  }
  // Amounts are answered as numbers and given as text: 320 is '320.00'.
  if (typeof stored === 'number') return stored === Number(value)
  return String(stored) === String(value)
}

/** By the names that columns have in Creatio: `Phone`, `MobilePhone`, `UsrPhone`. */
export function isPhone(name: string): boolean {
  return /phone$/i.test(name)
}
