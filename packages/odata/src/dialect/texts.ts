import { InputError } from '@bpmcentr/core'

const YEAR = '(?:-?(?:0\\d{3}|[1-9]\\d{3,}))'
const DAY = '(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,12})?)?'
const ZONE = '(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)'

const FORMS: Readonly<Record<string, readonly [RegExp, string]>> = {
  'Edm.Guid': [
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    '8d04ce3c-6360-11e9-a923-1681be663d3e',
  ],
  'Edm.Date': [new RegExp(`^${YEAR}-${DAY}$`), '2026-01-31'],
  'Edm.DateTime': [new RegExp(`^${YEAR}-${DAY}(?:T${CLOCK})?$`), '2026-01-31T10:20:30, without a zone'],
  'Edm.DateTimeOffset': [new RegExp(`^${YEAR}-${DAY}T${CLOCK}${ZONE}$`), '2026-01-31T10:20:30Z'],
  'Edm.TimeOfDay': [new RegExp(`^${CLOCK}$`), '13:20:00'],
  'Edm.Duration': [/^-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/, 'P1DT2H30M'],
  'Edm.Time': [/^-?P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/, 'PT13H20M'],
}

/** Checked because these stand in a URL without quotes: anything else there would change the question. */
export function formText(value: unknown, type: string): string {
  const form = FORMS[type]
  const text = value instanceof Date && type === 'Edm.DateTimeOffset' ? instant(value) : value
  if (value instanceof Date && text === value) {
    throw new InputError(`a Date is an instant, but ${type} has no zone; give text such as ${form?.[1]}`)
  }
  if (typeof text === 'string' && form?.[0].test(text)) return text
  throw new InputError(`expected a value of ${type} such as ${form?.[1] ?? 'text'}`)
}

export function hasForm(type: string): boolean {
  return Object.hasOwn(FORMS, type)
}

function instant(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new InputError('an invalid Date')
  return value.toISOString()
}

/** Bytes out of bytes or base64 (also base64url). */
export function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string' && /^[\w+/-]*={0,2}$/.test(value)) {
    const text = atob(value.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''))
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  }
  throw new InputError('expected bytes or base64 for Edm.Binary')
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_')
}

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
