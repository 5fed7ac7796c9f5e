import { json, type Reply } from '@bpmcentr/core/testing'
import { readUtc } from '../dates.ts'
import type { Fields } from './rows.ts'

type Type = 'text' | 'number' | 'integer' | 'flag' | 'list' | 'object' | 'moment' | 'day'
/** What a field must be; `!` means that it must be there. */
export type Rules = Readonly<Record<string, Type | `${Type}!`>>

const PHRASES: Record<Type, string> = {
  text: 'must be a string.',
  number: 'must be a number.',
  integer: 'must be an integer.',
  flag: 'field must be true or false.',
  list: 'must be an array.',
  object: 'must be an array.',
  moment: 'does not match the format Y-m-d H:i:s.',
  day: 'does not match the format Y-m-d.',
}

const CHECKS: Record<Type, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  list: Array.isArray,
  object: isObject,
  moment: (value) => typeof value === 'string' && readUtc(value) !== undefined,
  day: (value) => typeof value === 'string' && value.length === 10 && readUtc(value) !== undefined,
}

/** Collects what is wrong with a body, in Laravel's words. Fields that no rule names are ignored, as there. */
export class Problems {
  readonly #errors: Record<string, string[]> = {}

  add(field: string, what: string): this {
    const label = field.replaceAll('_', ' ')
    this.#errors[field] = [...(this.#errors[field] ?? []), `The ${label} ${what}`]
    return this
  }

  check(input: Fields, rules: Rules, prefix = ''): this {
    for (const [name, rule] of Object.entries(rules)) {
      const required = rule.endsWith('!')
      const type = (required ? rule.slice(0, -1) : rule) as Type
      const value = input[name]
      if (value === undefined || value === null || value === '') {
        if (required) this.add(prefix + name, 'field is required.')
      } else if (!CHECKS[type](value)) this.add(prefix + name, PHRASES[type])
    }
    return this
  }

  /** Checks each row of a list. */
  each(input: Fields, name: string, rules: Rules, more?: (row: Fields, prefix: string) => void): this {
    for (const [index, row] of listIn(input, name).entries()) {
      const prefix = `${name}.${index}.`
      this.check(row, rules, prefix)
      more?.(row, prefix)
    }
    return this
  }

  /** For an id that must exist. */
  exists(field: string, ok: boolean): this {
    return ok ? this : this.add(field, 'is invalid.')
  }

  /** Throws 422 if anything was wrong. */
  refuse(status = 422): void {
    if (Object.keys(this.#errors).length > 0) throw this.#reply(status)
  }

  #reply(status: number): Reply {
    return json({ message: 'The given data was invalid.', errors: this.#errors }, status)
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The rows of a list in a body; what is no row becomes an empty one, for the rules to refuse. */
export function listIn(input: Fields, name: string): Fields[] {
  const value = input[name]
  return Array.isArray(value) ? value.map((row) => (isObject(row) ? row : {})) : []
}

export function objectIn(input: Fields, name: string): Fields {
  const value = input[name]
  return isObject(value) ? value : {}
}

/** The named fields that the body has, for an update that leaves the rest alone. */
export function given<T>(input: Fields, names: readonly (keyof T & string)[]): Partial<T> {
  return Object.fromEntries(
    names.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]),
  ) as Partial<T>
}

export function textOr<T>(value: unknown, other: T): string | T {
  return typeof value === 'string' ? value : other
}

export function numberOr<T>(value: unknown, other: T): number | T {
  return typeof value === 'number' ? value : other
}
