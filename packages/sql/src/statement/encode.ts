import { InputError } from '@bpmcentr/core'
import { isJson } from './sql.ts'

/** How a dialect takes the values that differ; all others pass as they are. */
export interface Encoding {
  boolean(value: boolean): unknown
  bigint(value: bigint): unknown
  date(value: Date): unknown
  bytes(value: Uint8Array): unknown
  array(value: readonly unknown[]): unknown
  /** Infinity and NaN. Undefined where the database has none. */
  readonly nonFinite?: ((value: number) => unknown) | undefined
}

export function encodeWith(encoding: Encoding, value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      if (Number.isFinite(value)) return value
      if (encoding.nonFinite === undefined)
        throw new InputError('a parameter is NaN or infinite, which this database does not store')
      return encoding.nonFinite(value)
    case 'bigint':
      return encoding.bigint(value)
    case 'boolean':
      return encoding.boolean(value)
    case 'object':
      return encodeObject(encoding, value)
    default:
      throw new InputError(
        value === undefined ? 'a parameter is undefined; write null for no value' : `a parameter is a ${typeof value}`,
      )
  }
}

function encodeObject(encoding: Encoding, value: object | null): unknown {
  if (value === null) return null
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new InputError('a parameter is an invalid Date')
    return encoding.date(value)
  }
  if (value instanceof Uint8Array) return encoding.bytes(value)
  if (value instanceof ArrayBuffer) return encoding.bytes(new Uint8Array(value))
  if (isJson(value)) return jsonText(value['~json'])
  if (Array.isArray(value)) return encoding.array(value)
  return jsonText(value)
}

/** JSON text; a bigint keeps all its digits. */
export function jsonText(value: unknown): string {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown }
  let text: string | undefined
  try {
    text = JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'bigint' ? rawJSON(String(member)) : member,
    )
  } catch {
    throw new InputError('a parameter has no form in JSON (it refers to itself)')
  }
  if (text === undefined) throw new InputError('a parameter has no form in JSON')
  return text
}
