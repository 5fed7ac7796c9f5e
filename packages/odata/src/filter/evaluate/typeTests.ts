import { exactText, rounded } from './decimal.ts'
import type { EvaluateOptions } from './options.ts'
import { decimalOf, NULL, type Value, value } from './value.ts'

/** `isof`: entities by their type; primitive values by what they hold. */
export function isOfType(subject: Value, type: string, options: EvaluateOptions): boolean {
  if (subject.data === null) return false
  if (!type.startsWith('Edm.')) return (options.isOf ?? declaredType)(subject.data, type)
  return subject.edm === undefined ? matches(subject.data, type) : subject.edm === type
}

function declaredType(row: unknown, type: string): boolean {
  const declared = typeof row === 'object' && row !== null && '@odata.type' in row ? String(row['@odata.type']) : ''
  return declared.replace(/^#/, '') === type
}

function matches(data: unknown, type: string): boolean {
  if (type === 'Edm.String') return typeof data === 'string'
  if (type === 'Edm.Boolean') return typeof data === 'boolean'
  return /^Edm\.(?:S?Byte|Int\d\d|Decimal|Double|Single)$/.test(type) && decimalOf(value(data)) !== undefined
}

/** `cast`: null where the value is not of that type, or cannot become it. */
export function castTo(subject: Value, type: string, options: EvaluateOptions): Value {
  if (subject.data === null) return NULL
  if (!type.startsWith('Edm.')) {
    if (typeof subject.data === 'object') return isOfType(subject, type, options) ? subject : NULL
    return value(subject.data, type)
  }
  if (type === 'Edm.String') return typeof subject.data === 'object' ? NULL : value(String(subject.data), type)
  if (type === 'Edm.Boolean')
    return /^(?:true|false)$/.test(String(subject.data)) ? value(String(subject.data) === 'true', type) : NULL
  if (!/^Edm\.(?:S?Byte|Int\d\d|Decimal|Double|Single)$/.test(type)) return value(subject.data, type)
  const decimal = decimalOf(subject)
  if (decimal === undefined) return NULL
  const whole = /Byte|Int/.test(type)
  return value(exactText(whole && decimal.scale > 0 ? rounded(decimal, 'round') : decimal), type)
}
