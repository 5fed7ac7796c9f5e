import { InputError } from '../errors/InputError.ts'

export interface ParseFormOptions {
  /** More fields than this are refused. Default 1000, as PHP's `max_input_vars`. */
  readonly maxFields?: number | undefined
}

/** Names that reach the prototype of an object when somebody later copies or merges the result. */
const HOSTILE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export function isHostileKey(key: string): boolean {
  return HOSTILE.has(key)
}

/**
 * Reads a flat form or query: the last of equal names wins, names with brackets stay as they are. Fields called
 * `__proto__`, `constructor` or `prototype` are dropped. The result has no prototype.
 * @throws InputError for too many fields
 */
export function parseForm(text: string, options: ParseFormOptions = {}): Record<string, string> {
  const result: Record<string, string> = Object.create(null)
  for (const [name, value] of formPairs(text, options.maxFields)) {
    if (!isHostileKey(name)) result[name] = value
  }
  return result
}

/** The fields of a form in order, decoded, with duplicates. @throws InputError for too many fields */
export function* formPairs(text: string, maxFields = 1000): Generator<readonly [string, string]> {
  let fields = 0
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('&', start)
    const end = found === -1 ? text.length : found
    if (end > start) {
      if (++fields > maxFields) throw new InputError(`The form has more than ${maxFields} fields`)
      const equals = text.indexOf('=', start)
      const split = equals === -1 || equals > end ? end : equals
      yield [decode(text.slice(start, split)), decode(text.slice(split + 1, end))]
    }
    start = end + 1
  }
}

/** A `%` that starts no valid UTF-8 is kept as it stands, as PHP does; the bytes are gone in no case. */
function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
