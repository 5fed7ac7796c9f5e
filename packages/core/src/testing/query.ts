/** A value out of PHP brackets: text, a list, or an object without a prototype. */
export type Nested = string | Nested[] | { [key: string]: Nested }
export type NestedObject = { [key: string]: Nested }

/** PHP's own bounds: `max_input_vars` and a nesting well under `max_input_nesting_level`. */
const MAX_PAIRS = 1_000
const MAX_DEPTH = 16

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** A query string or an URL-encoded form. Parsed when first read. */
export class Query {
  /** As it was sent, without the question mark. */
  readonly raw: string
  #pairs: readonly (readonly [string, string])[] | undefined
  #nested: NestedObject | undefined

  constructor(raw: string) {
    this.raw = raw
  }

  /** In the order they were sent. */
  get pairs(): readonly (readonly [string, string])[] {
    this.#pairs ??= parsePairs(this.raw)
    return this.#pairs
  }

  /** The last value of that name, as PHP and most frameworks take it. */
  get(name: string): string | undefined {
    let found: string | undefined
    for (const [key, value] of this.pairs) if (key === name) found = value
    return found
  }

  all(name: string): string[] {
    return this.pairs.filter(([key]) => key === name).map(([, value]) => value)
  }

  has(name: string): boolean {
    return this.pairs.some(([key]) => key === name)
  }

  /** `filter[a][b]=1&ids[]=2` as `{ filter: { a: { b: '1' } }, ids: ['2'] }`. */
  get nested(): NestedObject {
    this.#nested ??= parseNested(this.pairs)
    return this.#nested
  }

  /** The named object of `nested`, with text values only: `object('filter').status_id`. Empty when not sent. */
  object(name: string): Readonly<Record<string, string>> {
    const result: Record<string, string> = Object.create(null)
    const value = Object.hasOwn(this.nested, name) ? this.nested[name] : undefined
    if (typeof value !== 'object') return result
    for (const [key, entry] of Object.entries(value)) if (typeof entry === 'string') result[key] = entry
    return result
  }
}

/** Nests names written in PHP brackets. Hostile names (`__proto__` and kin), too deep and too many pairs are dropped. */
export function parseNested(pairs: Iterable<readonly [string, string]>): NestedObject {
  const root = node()
  let count = 0
  for (const [name, value] of pairs) {
    if (++count > MAX_PAIRS) break
    const keys = splitName(name)
    if (keys) place(root, keys, value)
  }
  return toObject(root)
}

interface Node {
  readonly entries: Map<string, Node | string>
  next: number
}

function node(): Node {
  return { entries: new Map(), next: 0 }
}

function splitName(name: string): string[] | undefined {
  const open = name.indexOf('[')
  if (open <= 0) return FORBIDDEN.has(name) || name === '' ? undefined : [name]
  const keys = [name.slice(0, open)]
  let at = open
  while (name[at] === '[') {
    const close = name.indexOf(']', at)
    if (close === -1) break
    keys.push(name.slice(at + 1, close))
    at = close + 1
  }
  return keys.length > MAX_DEPTH || keys.some((key) => FORBIDDEN.has(key)) ? undefined : keys
}

function place(root: Node, keys: readonly string[], value: string): void {
  let current = root
  for (const [index, written] of keys.entries()) {
    const key = written === '' ? String(current.next) : written
    if (/^\d{1,9}$/.test(key)) current.next = Math.max(current.next, Number(key) + 1)
    if (index === keys.length - 1) {
      current.entries.set(key, value)
      return
    }
    let child = current.entries.get(key)
    if (child === undefined || typeof child === 'string') {
      child = node()
      current.entries.set(key, child)
    }
    current = child
  }
}

function toObject(from: Node): NestedObject {
  const result: NestedObject = Object.create(null)
  for (const [key, value] of from.entries) result[key] = typeof value === 'string' ? value : toValue(value)
  return result
}

function toValue(from: Node): Nested {
  let expected = 0
  for (const key of from.entries.keys()) if (key !== String(expected++)) return toObject(from)
  return [...from.entries.values()].map((value) => (typeof value === 'string' ? value : toValue(value)))
}

function parsePairs(raw: string): [string, string][] {
  if (raw === '') return []
  return raw
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=')
      return equals === -1 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]
    })
}

function decode(part: string): string {
  const spaced = part.includes('+') ? part.replaceAll('+', ' ') : part
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
