import type { Schema, SchemaIssue } from '@bpmcentr/core'
import * as z from 'zod'
import type { Flag, Open } from './schemas.ts'

/** A phone, an e-mail, a site or a messenger of a contact, company or lead. */
export interface MultiField {
  readonly id?: number | undefined
  readonly typeId?: Open<'PHONE' | 'EMAIL' | 'WEB' | 'IM' | 'LINK'> | undefined
  readonly valueType?: Open<'WORK' | 'MOBILE' | 'HOME' | 'OTHER'> | undefined
  readonly value?: string | undefined
}

interface Kinds {
  text: string
  number: number
  flag: Flag
  moment: string
  ids: readonly number[]
  fm: readonly MultiField[]
}

interface InputKinds extends Omit<Kinds, 'moment' | 'fm'> {
  /** A Date goes out in UTC; text without an offset is taken in the time zone of the portal. */
  moment: string | Date
  /** A list when adding. When updating: by id to change, `n0`, `n1` … to add, with an empty `value` to remove. */
  fm: readonly MultiField[] | Readonly<Record<string, MultiField>>
}

/** The fields of an entity, each with its kind; `!` marks those that only Bitrix24 writes. */
export type Descriptor = Readonly<Record<string, keyof Kinds | `${keyof Kinds}!`>>

type KindOf<K> = K extends `${infer Kind}!` ? Kind : K
type Writable<D extends Descriptor> = { [F in keyof D]: D[F] extends `${string}!` ? never : F }[keyof D]

/** Fields that each portal has of its own. */
export interface OwnFields {
  readonly [userField: `ufCrm${string}`]: unknown
  readonly [parent: `parentId${number}`]: number | null | undefined
}

/** An entity as it is read. Fields that were not selected are missing. */
export type Row<D extends Descriptor> = OwnFields & {
  readonly [F in keyof D]?: Kinds[KindOf<D[F]> & keyof Kinds] | null | undefined
} & { readonly id: number }

/** What may be written of an entity. */
export type Fields<D extends Descriptor> = OwnFields & {
  readonly [F in Writable<D>]?: InputKinds[KindOf<D[F]> & keyof InputKinds] | null | undefined
}

const OPERATORS = ['', '=', '!', '!=', '>', '>=', '<', '<=', '@', '!@', '%', '=%', '%=', '!%', '!=%'] as const
export type FilterOperator = (typeof OPERATORS)[number]
export type FilterValue = string | number | boolean | Date | null | undefined | readonly (string | number)[]

/** Conditions that all have to hold: `{ '>=opportunity': 1000, '@stageId': ['NEW', 'WON'] }`. Groups go under numbers. */
export type Filter<D extends Descriptor> = {
  readonly [F in `${FilterOperator}${keyof D & string}`]?: FilterValue
} & {
  readonly [userField: `${FilterOperator}ufCrm${string}`]: FilterValue
  readonly [parent: `${FilterOperator}parentId${number}`]: FilterValue
  readonly [group: number]: FilterGroup<D>
}

export type FilterGroup<D extends Descriptor> = Filter<D> & { readonly logic?: 'AND' | 'OR' }

export type Select<D extends Descriptor> = (keyof D & string) | '*' | `ufCrm${string}` | `parentId${number}`
export type Order<D extends Descriptor> = {
  readonly [F in keyof D]?: 'ASC' | 'DESC' | undefined
} & { readonly [userField: `ufCrm${string}`]: 'ASC' | 'DESC' | undefined }

const OWN = /^(?:ufCrm\w*|UF_\w+|parentId\d+)$/
const GROUP = /^\d+$/
const PREFIX = /^[!=<>@%]+/

const CHECKS: Record<keyof Kinds, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  flag: (value) => value === 'Y' || value === 'N',
  moment: (value) => typeof value === 'string' || (value instanceof Date && !Number.isNaN(value.getTime())),
  ids: (value) => Array.isArray(value) && value.every((id) => Number.isInteger(id)),
  fm: (value) => typeof value === 'object' && value !== null,
}

/**
 * What may be written. A name that the entity does not have is refused: Bitrix24 would ignore it, and the value would be lost in
 * silence.
 */
export function fieldsSchema<D extends Descriptor>(descriptor: D): z.ZodCustom<Fields<D>> {
  return checked<Fields<D>>((value, fail) => {
    for (const [name, given] of Object.entries(value)) {
      const kind = Object.hasOwn(descriptor, name) ? descriptor[name] : undefined
      if (kind === undefined) {
        if (!OWN.test(name)) fail(name, 'unknown field')
      } else if (kind.endsWith('!')) fail(name, 'only Bitrix24 writes this field')
      else if (given !== null && given !== undefined && !CHECKS[kind as keyof Kinds](given))
        fail(name, `expected ${kind}`)
    }
  })
}

export function filterSchema<D extends Descriptor>(descriptor: D): z.ZodCustom<Filter<D>> {
  return checked<Filter<D>>((value, fail) => checkFilter(descriptor, value, fail, 0))
}

function checkFilter(descriptor: Descriptor, filter: object, fail: Fail, depth: number): void {
  for (const [key, value] of Object.entries(filter)) {
    if (GROUP.test(key)) {
      if (typeof value === 'object' && value !== null && depth < 5) checkFilter(descriptor, value, fail, depth + 1)
      else fail(key, 'expected a group of conditions')
      continue
    }
    const operator = PREFIX.exec(key)?.[0] ?? ''
    const name = key.slice(operator.length)
    if (depth > 0 && key === 'logic') continue
    if (!(OPERATORS as readonly string[]).includes(operator)) fail(key, 'unknown operator')
    else if (!Object.hasOwn(descriptor, name) && !OWN.test(name)) fail(key, 'unknown field')
  }
}

export function selectSchema<D extends Descriptor>(descriptor: D): z.ZodCustom<readonly Select<D>[]> {
  return z.custom<readonly Select<D>[]>(
    (value) =>
      Array.isArray(value) &&
      value.every((name) => name === '*' || Object.hasOwn(descriptor, name) || OWN.test(String(name))),
    'expected names of fields',
  )
}

export function orderSchema<D extends Descriptor>(descriptor: D): z.ZodCustom<Order<D>> {
  return checked<Order<D>>((value, fail) => {
    for (const [name, way] of Object.entries(value)) {
      if (!Object.hasOwn(descriptor, name) && !OWN.test(name)) fail(name, 'unknown field')
      else if (way !== undefined && way !== 'ASC' && way !== 'DESC') fail(name, "expected 'ASC' or 'DESC'")
    }
  })
}

type Fail = (name: string, message: string) => void

function checked<T>(check: (value: object, fail: Fail) => void): z.ZodCustom<T> {
  return z.custom<T>().superRefine((value, context) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'expected an object' })
      return
    }
    check(value, (name, message) => context.addIssue({ code: 'custom', path: [name], message }))
  })
}

const OUT: Record<keyof Kinds, (value: unknown) => boolean> = {
  ...CHECKS,
  // What the documentation calls a flag or a text may come as something else in a field of the portal's own.
  flag: (value) => typeof value === 'string' || typeof value === 'boolean',
  moment: (value) => typeof value === 'string',
  ids: (value) => Array.isArray(value),
}

/** An entity as it is read: known fields are looked at, others pass. */
export function rowSchema<D extends Descriptor>(descriptor: D): Schema<Row<D>> {
  const checks = Object.entries(descriptor).map(
    ([name, kind]) => [name, OUT[kind.replace('!', '') as keyof Kinds], kind.replace('!', '')] as const,
  )
  return {
    safeParse(data) {
      const issues: SchemaIssue[] = []
      const row = data as Record<string, unknown>
      if (typeof row !== 'object' || row === null || Array.isArray(row)) {
        return { success: false, error: { issues: [{ path: [], message: 'expected an object' }] } }
      }
      for (const [name, check, kind] of checks) {
        const value = row[name]
        if (value !== null && value !== undefined && !check(value))
          issues.push({ path: [name], message: `expected ${kind}` })
      }
      if (typeof row.id !== 'number') issues.push({ path: ['id'], message: 'expected a number' })
      return issues.length === 0 ? { success: true, data: data as Row<D> } : { success: false, error: { issues } }
    },
  }
}
