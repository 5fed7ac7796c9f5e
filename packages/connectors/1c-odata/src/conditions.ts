import { InputError } from '@bpmcentr/core'
import {
  type AnyRow,
  castValue,
  conditionText,
  dateTime,
  type EdmValue,
  type FilterInput,
  type ValueOf,
} from '@bpmcentr/odata'
import { toGuid } from './keys.ts'
import type { Base } from './service.ts'
import { moment } from './time.ts'

/** A filter: a function of the fields, text, or one of `@bpmcentr/odata`'s helpers. */
export type Filter<Row = AnyRow> = FilterInput<Row, '3.0'>

/**
 * A reference beside a property of composite type: `row.Основание.eq(ref('Document_Приход', id))` becomes
 * `Основание eq cast(guid'…','Document_Приход')`. A plain Guid there finds nothing, and 1C says no word about it.
 */
export function ref(type: string, id: string): ValueOf<string> {
  if (!/^[A-Za-z]+_.+$/.test(type)) throw new InputError('ref: expected a type such as Document_Приход')
  return castValue(toGuid(id), type)
}

/** A condition as the text that functions of registers take. */
export function condition(base: Base, filter: Filter<never> | undefined, set: string): string | undefined {
  if (filter === undefined) return undefined
  const sets = base.model?.sets ?? {}
  // Of a register with a recorder the set has record sets; the fields are those of its records.
  const type = [`${set}_RecordType`, set].find((name) => Object.hasOwn(sets, name))
  return conditionText(filter as Filter, base.style, type === undefined ? undefined : sets[type])
}

export function period(base: Base, value: string | Date | undefined): EdmValue | undefined {
  return value === undefined ? undefined : dateTime(moment(value, base.options.timeZone))
}
