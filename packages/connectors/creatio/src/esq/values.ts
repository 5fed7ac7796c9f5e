import { InputError } from '@bpmcentr/core'
import { DATA_TYPES, type DataType, type Parameter } from './types.ts'

/** A plain value is Text, Integer or Float, or Boolean; anything else says what it is. */
export type Value = string | number | boolean | Parameter

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/
const DECIMAL = /^-?\d+(?:\.\d+)?$/

/** A value of a given type. `null` empties a column. */
export function value(type: DataType, content: string | number | boolean | null): Parameter {
  return { expressionType: 2, parameter: { dataValueType: DATA_TYPES[type], value: content } }
}

/** A GUID: the id of a record. */
export function guid(id: string): Parameter {
  if (typeof id !== 'string' || !GUID.test(id)) throw new InputError('guid: expected a GUID')
  return value('guid', id)
}

/** A record that a lookup column points to. */
export function lookup(id: string): Parameter {
  if (typeof id !== 'string' || !GUID.test(id)) throw new InputError('lookup: expected the GUID of a record')
  return value('lookup', id)
}

/** Money, in major units: `'12.50'`. */
export function money(amount: string | number): Parameter {
  const text = String(amount)
  if (!DECIMAL.test(text)) throw new InputError("money: expected a decimal number such as '12.50'")
  return value('money', typeof amount === 'number' ? amount : Number(text))
}

/**
 * A moment as the clock on the wall of the user behind the credentials shows it: `2026-06-01T09:30:00`. Creatio reads it in
 * that user's time zone and fails on one with a zone, so a Date is not taken.
 */
export function dateTime(wallClock: string): Parameter {
  const [date = '', time = ''] = typeof wallClock === 'string' ? wallClock.split('T') : []
  if (!isDate(date) || !isTime(time)) {
    throw new InputError('dateTime: expected YYYY-MM-DDTHH:mm:ss without a time zone, in that of the user')
  }
  return value('dateTime', JSON.stringify(`${date}T${fullTime(time)}`))
}

/** A day: `2026-06-01`. */
export function date(day: string): Parameter {
  if (typeof day !== 'string' || !isDate(day)) throw new InputError('date: expected YYYY-MM-DD')
  return value('date', JSON.stringify(`${day}T00:00:00.000`))
}

/** A time of day: `09:30`. Creatio keeps it as a moment of a day that means nothing. */
export function time(clock: string): Parameter {
  if (typeof clock !== 'string' || !isTime(clock)) throw new InputError('time: expected HH:mm or HH:mm:ss')
  return value('time', JSON.stringify(`1900-01-01T${fullTime(clock)}`))
}

/** @throws InputError for what has no type of its own, `undefined` above all */
export function toParameter(content: Value, where: string): Parameter {
  switch (typeof content) {
    case 'string':
      return value('text', content)
    case 'boolean':
      return value('boolean', content)
    case 'number':
      if (!Number.isFinite(content)) throw new InputError(`${where}: expected a finite number`)
      return value(Number.isInteger(content) ? 'integer' : 'float', content)
    default:
      if (isParameter(content)) return content
      throw new InputError(
        `${where}: expected text, a number, a flag, or a typed value of esq (guid, lookup, money, dateTime, date, time, value)`,
      )
  }
}

export function isParameter(content: unknown): content is Parameter {
  if (typeof content !== 'object' || content === null) return false
  const { expressionType, parameter } = content as Partial<Parameter>
  return expressionType === 2 && typeof parameter?.dataValueType === 'number' && parameter.value !== undefined
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function isTime(text: string): boolean {
  return TIME.test(text) && !Number.isNaN(Date.parse(`2000-01-01T${fullTime(text)}Z`))
}

function fullTime(text: string): string {
  const [hour = '', minute = '', second = '00'] = text.split(':')
  const [whole = '', fraction = ''] = second.split('.')
  return `${hour}:${minute}:${whole}.${fraction.padEnd(3, '0')}`
}
