import { InputError } from '../errors/InputError.ts'
import { formPairs, isHostileKey, type ParseFormOptions } from './parseForm.ts'

export interface ParsePhpFormOptions extends ParseFormOptions {
  /** A name with more brackets than this is refused. Default 16. */
  readonly maxDepth?: number | undefined
}

export type FormValue = string | FormValue[] | { [key: string]: FormValue }

/** PHP's array: keys in order, and the number the next `[]` gets. */
interface PhpArray {
  readonly entries: Map<string, PhpArray | string>
  next: number
}

const INDEX = /^(?:0|[1-9]\d{0,14})$/

/**
 * Reads a form as PHP does: `a[b][]=1&a[b][]=2` gives `{ a: { b: ['1', '2'] } }`. A field whose keys are exactly 0, 1, 2 …
 * in order becomes a list, every other one an object without prototype. The last of equal names wins. A field with a part
 * called `__proto__`, `constructor` or `prototype` is dropped. Values stay strings.
 * @throws InputError for too many fields or brackets
 */
export function parsePhpForm(text: string, options: ParsePhpFormOptions = {}): { [key: string]: FormValue } {
  const maxDepth = options.maxDepth ?? 16
  const root: PhpArray = { entries: new Map(), next: 0 }
  for (const [name, value] of formPairs(text, options.maxFields)) {
    const parts = split(name, maxDepth)
    if (!parts.some(isHostileKey)) place(root, parts, value)
  }
  return toObject(root)
}

/** `a[b][]` → `a`, `b`, ``. What PHP cannot read as brackets stays in the name; what follows the last bracket is ignored. */
function split(name: string, maxDepth: number): string[] {
  let open = name.indexOf('[')
  if (open <= 0) return [name]
  const parts = [name.slice(0, open)]
  while (name[open] === '[') {
    const close = name.indexOf(']', open)
    if (close === -1) return parts.length === 1 ? [name] : parts
    if (parts.length > maxDepth) throw new InputError(`The form has a field nested deeper than ${maxDepth}`)
    parts.push(name.slice(open + 1, close))
    open = close + 1
  }
  return parts
}

function place(root: PhpArray, parts: readonly string[], value: string): void {
  let node = root
  for (const [i, part] of parts.entries()) {
    const key = part === '' && i > 0 ? String(node.next) : part
    if (INDEX.test(key)) node.next = Math.max(node.next, Number(key) + 1)
    if (i === parts.length - 1) {
      node.entries.set(key, value)
      return
    }
    const inner = node.entries.get(key)
    if (typeof inner === 'object') node = inner
    else {
      const made: PhpArray = { entries: new Map(), next: 0 }
      node.entries.set(key, made)
      node = made
    }
  }
}

function toObject(array: PhpArray): { [key: string]: FormValue } {
  const result: { [key: string]: FormValue } = Object.create(null)
  for (const [key, value] of array.entries) result[key] = toValue(value)
  return result
}

function toValue(value: PhpArray | string): FormValue {
  if (typeof value === 'string') return value
  let expected = 0
  for (const key of value.entries.keys()) {
    if (key !== String(expected++)) return toObject(value)
  }
  return [...value.entries.values()].map(toValue)
}
