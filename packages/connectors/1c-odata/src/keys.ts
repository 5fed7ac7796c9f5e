import { InputError } from '@bpmcentr/core'
import { dateTime, EdmValue, guid } from '@bpmcentr/odata'

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/

/**
 * A key as 1C writes it: a bare Guid for objects; by parts, those named `…_Key` are Guids, `Period` and other dates
 * wall-clock dates. `Recorder` stays text, since 1C wants it in plain quotes beside `Recorder_Type`.
 * @throws InputError for text that is no Guid in the place of one
 */
export function toKey(key: unknown): unknown {
  if (typeof key === 'string') return toGuid(key)
  if (typeof key !== 'object' || key === null || key instanceof EdmValue || Array.isArray(key)) return key
  return Object.fromEntries(Object.entries(key).map(([name, value]) => [name, part(name, value)]))
}

/** @throws InputError for anything but a Guid */
export function toGuid(ref: string): EdmValue {
  if (!GUID.test(ref)) throw new InputError('expected a reference such as 41aa6331-954f-11e3-814b-005056c00008')
  return guid(ref)
}

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value)
}

function part(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (name.endsWith('_Key')) return toGuid(value)
  if (DATE.test(value)) return dateTime(value)
  // Int64 travels as text in JSON, and as bare digits in a key.
  return name === 'LineNumber' && /^\d+$/.test(value) ? Number(value) : value
}
