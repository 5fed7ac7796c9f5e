import { InputError } from '../errors/InputError.ts'
import type { FieldRule, UpsertValues } from './types.ts'

export interface ChangeRules {
  rule(field: string): FieldRule
  isEmpty(value: unknown, field: string): boolean
  isSame(stored: unknown, value: unknown, field: string): boolean
  readonly separator: string
}

/** What has to be written so that a stored row follows the rules. Empty when it does already. */
export function changesTo(
  row: Readonly<Record<string, unknown>>,
  values: UpsertValues,
  rules: ChangeRules,
): Record<string, unknown> {
  const changes: [string, unknown][] = []
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) continue
    const stored = own(row, field)
    const next = afterRule(field, stored, value, rules)
    if (next !== LEAVE && !rules.isSame(stored, next, field)) changes.push([field, next])
  }
  // Through entries, since a field may be called `__proto__`.
  return Object.fromEntries(changes)
}

/** What a row itself has under a name: `constructor` and `__proto__` may be fields too. */
export function own(row: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(row, field) ? row[field] : undefined
}

const LEAVE = Symbol('leave')

function afterRule(field: string, stored: unknown, value: unknown, rules: ChangeRules): unknown {
  const rule = rules.rule(field)
  if (rule === 'keep') return LEAVE
  if (rule === 'overwrite') return value
  // Filling with nothing, or adding nothing, is no change.
  if (rules.isEmpty(value, field)) return LEAVE
  if (rules.isEmpty(stored, field)) return value
  return rule === 'fillEmpty' ? LEAVE : appended(field, stored, value, rules.separator)
}

/** Adding what is there already changes nothing, so a second run leaves the record as the first one made it. */
function appended(field: string, stored: unknown, value: unknown, separator: string): unknown {
  if (Array.isArray(stored)) {
    const more = Array.isArray(value) ? value : [value]
    const known = new Set(stored.map(keyOf))
    const added = more.filter((item) => {
      const key = keyOf(item)
      if (known.has(key)) return false
      known.add(key)
      return true
    })
    return added.length === 0 ? LEAVE : [...stored, ...added]
  }
  if (typeof stored !== 'string' || typeof value !== 'string') {
    throw new InputError(`fields.${field}: only texts and lists can be appended to`)
  }
  const there = `${separator}${stored}${separator}`
  return there.includes(`${separator}${value}${separator}`) ? LEAVE : `${stored}${separator}${value}`
}

export function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

export function isSameValue(stored: unknown, value: unknown): boolean {
  if (isEmptyValue(stored) || isEmptyValue(value)) return isEmptyValue(stored) && isEmptyValue(value)
  return keyOf(stored) === keyOf(value)
}

/** Equal for what is equal, whether it came as text or as a number. */
function keyOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
