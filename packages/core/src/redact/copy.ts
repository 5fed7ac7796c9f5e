import { isConnectorError } from '../errors/index.ts'
import { isSecret } from '../secret.ts'
import { isCardNumber } from './cards.ts'
import { describeOpaque } from './describeOpaque.ts'
import type { Sensitivity } from './keys.ts'
import type { Redactor } from './redactor.ts'
import { REDACTED } from './scan.ts'

/** How much of a value is copied. What lies beyond is named by a bracketed remark. */
export interface CopyLimits {
  readonly depth: number
  /** Items of one array, set or map, and keys of one object. */
  readonly items: number
  /** Values in all. */
  readonly values: number
  /** Characters of all texts together. */
  readonly characters: number
}

export const COPY_LIMITS: CopyLimits = { depth: 16, items: 1_000, values: 50_000, characters: 4_194_304 }

/** Longer than any piece of a secret that is looked for, in any encoding. */
const CUT_MARGIN = 24_576

/**
 * A copy in plain data that JSON can write, with secrets replaced: bounded in depth and size, cycles cut, no getter and no
 * `toJSON` of a stranger run, bytes and streams described in words, dates as ISO text, maps as objects, sets as arrays.
 * Narrower limits than the usual ones save time where only the beginning is going to be kept. A function of its own beside
 * {@link Redactor}, because only plugins that record need it.
 */
export function redactValue<T>(redactor: Redactor, value: T, limits?: Partial<CopyLimits>): T {
  return new Copier(redactor, { ...COPY_LIMITS, ...limits }).copy(value, 0) as T
}

class Copier {
  readonly #rules: Redactor
  readonly #limits: CopyLimits
  readonly #above = new Set<object>()
  /** Rows of a list have the same keys. */
  readonly #keys = new Map<string, string>()
  #values = 0
  #characters = 0

  constructor(rules: Redactor, limits: CopyLimits) {
    this.#rules = rules
    this.#limits = limits
  }

  copy(value: unknown, depth: number): unknown {
    if (++this.#values > this.#limits.values) return '[truncated]'
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        return this.#number(value)
      case 'bigint':
        return this.#text(String(value))
      case 'function':
        return '[function]'
      case 'symbol':
        return '[symbol]'
      case 'object':
        break
      default:
        return value
    }
    if (value === null) return null
    try {
      return this.#object(value, depth)
    } catch {
      // A proxy or an exotic object that refuses to be read.
      return '[unreadable]'
    }
  }

  #text(text: string): string {
    const left = this.#limits.characters - this.#characters
    this.#characters += text.length
    if (left <= 0) return `[text of ${text.length} characters]`
    if (text.length <= left) return this.#rules.text(text)
    // Of a longer text only so much is searched. What the cut may have split lies in the margin, which is not shown.
    const searched = this.#rules.text(text.slice(0, left + CUT_MARGIN))
    const safe = text.length <= left + CUT_MARGIN ? searched : searched.slice(0, -CUT_MARGIN)
    return `${safe.slice(0, left)}…[${text.length} characters]`
  }

  #key(key: string): string {
    const known = this.#keys.get(key)
    if (known !== undefined) return known
    const safe = this.#rules.text(key)
    this.#keys.set(key, safe)
    return safe
  }

  #number(value: number): unknown {
    const digits = String(value)
    if (this.#rules.isSecret(digits)) return REDACTED
    return isCardNumber(digits) ? this.#rules.text(digits) : value
  }

  #object(value: object, depth: number): unknown {
    if (isSecret(value)) return REDACTED
    const told = describeOpaque(value, (text) => this.#text(text))
    if (told !== undefined) return told
    if (this.#above.has(value)) return '[circular]'
    if (depth >= this.#limits.depth) return Array.isArray(value) ? '[array]' : '[object]'
    this.#above.add(value)
    try {
      if (Array.isArray(value)) return this.#array(value, depth)
      if (value instanceof Map) return this.#pairs(value, value.size, depth)
      if (value instanceof Set) return this.#list(value, value.size, depth)
      if (value instanceof URLSearchParams || value instanceof Headers || value instanceof FormData) {
        return this.#pairs(value as Iterable<[unknown, unknown]>, undefined, depth)
      }
      if (value instanceof Error) return this.#error(value, depth)
      return this.#members(value, depth)
    } finally {
      this.#above.delete(value)
    }
  }

  #array(value: readonly unknown[], depth: number): unknown[] {
    // ['authorization', '…']: a header as raw lists of them have it. Two names in a row are a list of names.
    const [name, text] = value
    if (value.length === 2 && typeof name === 'string' && typeof text === 'string') {
      if (this.#rules.judge(name) !== 'never' && this.#rules.judge(text) === 'never') return [name, REDACTED]
    }
    return this.#list(value, value.length, depth)
  }

  #list(items: Iterable<unknown>, size: number, depth: number): unknown[] {
    const out: unknown[] = []
    for (const item of items) {
      if (out.length >= this.#limits.items || this.#values >= this.#limits.values) {
        out.push(`[${size - out.length} more]`)
        break
      }
      out.push(this.copy(item, depth + 1))
    }
    return out
  }

  #pairs(entries: Iterable<readonly [unknown, unknown]>, size: number | undefined, depth: number): unknown {
    const out: Record<string, unknown> = {}
    let count = 0
    for (const [key, item] of entries) {
      if (count++ >= this.#limits.items) {
        put(out, '…', `[${size === undefined ? '' : `${size - count + 1} `}more]`)
        break
      }
      const name = typeof key === 'string' ? key : String(this.copy(key, depth + 1))
      put(out, this.#key(name), this.#member(name, item, depth))
    }
    return out
  }

  #error(error: Error, depth: number): unknown {
    if (isConnectorError(error)) return this.#members(error.toJSON(), depth)
    const out: Record<string, unknown> = {
      name: this.#text(String(error.name)),
      message: this.#text(String(error.message)),
    }
    if (typeof error.stack === 'string') out.stack = this.#text(error.stack)
    if (error.cause !== undefined) out.cause = this.copy(error.cause, depth + 1)
    return Object.assign(out, this.#members(error, depth))
  }

  #members(value: object, depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {}
    const keys = Object.keys(value)
    const pair = secretPair(value, this.#rules.judge)
    for (const [at, key] of keys.entries()) {
      if (at >= this.#limits.items || this.#values >= this.#limits.values) {
        put(out, '…', `[${keys.length - at} more]`)
        break
      }
      const member = Object.getOwnPropertyDescriptor(value, key)
      const shown =
        member === undefined || !('value' in member)
          ? '[getter]'
          : this.#member(pair && key === 'value' ? 'secret' : key, member.value, depth)
      put(out, this.#key(key), shown)
    }
    return out
  }

  #member(key: string, value: unknown, depth: number): unknown {
    const secrecy = this.#rules.judge(key)
    if (secrecy === 'never' || value === '' || value === null || value === undefined) return this.copy(value, depth + 1)
    const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    if (scalar || (secrecy === 'always' && typeof value !== 'boolean')) return REDACTED
    return this.copy(value, depth + 1)
  }
}

/** `{ name: 'password', value: '…' }`, the way HAR, forms and custom fields write a pair. */
function secretPair(value: object, judge: (key: string) => Sensitivity): boolean {
  if (!Object.hasOwn(value, 'value')) return false
  return ['name', 'key'].some((field) => {
    const name = Object.getOwnPropertyDescriptor(value, field)?.value
    return typeof name === 'string' && judge(name) !== 'never'
  })
}

/** A key `__proto__` becomes an ordinary key, never the prototype. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
