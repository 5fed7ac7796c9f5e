import type { Json } from '../dialect/shared.ts'
import { isObject } from '../dialect/shared.ts'
import type { Dialect, RowAnnotations, ValueStyle } from '../dialect/types.ts'
import { itemType, navigationsOf, propertiesOf } from '../model/lookup.ts'
import type { EdmType, ODataDescriptor } from '../model.ts'

/** What the service said beside a row, kept beside it so that a row holds its properties only. */
const annotations = new WeakMap<object, RowAnnotations>()

/** What the service said about a row that was read: ETag, address, type, links, and all annotations by name. */
export function annotationsOf(row: object): RowAnnotations | undefined {
  return annotations.get(row)
}

/** The ETag of a row that was read, for `ifMatch`. */
export function etagOf(row: object): string | undefined {
  return annotations.get(row)?.etag
}

export function annotate(row: object, found: RowAnnotations): void {
  annotations.set(row, found)
}

type Read = (value: unknown) => unknown

/** Turns rows as they came into rows as they are handed over. Made once for each type. */
export class RowReader {
  readonly #dialect: Dialect
  readonly #model: ODataDescriptor | undefined
  readonly #style: ValueStyle
  readonly #plans = new Map<string, ReadonlyMap<string, Read>>()

  constructor(dialect: Dialect, model: ODataDescriptor | undefined, style: ValueStyle) {
    this.#dialect = dialect
    this.#model = model
    this.#style = style
  }

  /** A row, a value, or a list of either. */
  read(value: unknown, type: EdmType | undefined): unknown {
    if (Array.isArray(value)) {
      const item = type === undefined ? undefined : (itemType(type) ?? type)
      return value.map((each) => this.read(each, item))
    }
    if (isObject(value)) return this.#row(value, type)
    return this.#dialect.converts(type) ? this.#dialect.read(value, type, this.#style) : value
  }

  #row(source: Json, type: EdmType | undefined): object {
    const dialect = this.#dialect
    const plan = type === undefined ? undefined : this.#plan(type)
    const names = Object.keys(source)
    let raw: Record<string, unknown> | undefined
    const row: Record<string, unknown> = {}
    for (const name of names) {
      const given = source[name]
      if (dialect.isControl(name)) {
        raw ??= {}
        define(raw, name, given)
        continue
      }
      const member = typeof given === 'object' && given !== null ? dialect.member(given) : undefined
      if (member === undefined && typeof given === 'object' && given !== null) {
        raw ??= {}
        define(raw, name, given)
        continue
      }
      const value = member === undefined ? given : member.value
      const read = plan?.get(name)
      const done =
        read !== undefined ? read(value) : plan !== undefined && !isNested(value) ? value : this.read(value, undefined)
      define(row, name, done)
      if (member?.raw !== undefined && typeof done === 'object' && done !== null) {
        annotate(done, dialect.annotations(member.raw as Json))
      }
    }
    if (raw !== undefined) annotate(row, dialect.annotations(raw))
    return row
  }

  /** Readers of those members that do not pass as they are. */
  #plan(type: EdmType): ReadonlyMap<string, Read> | undefined {
    const model = this.#model
    if (model === undefined || !Object.hasOwn(model.types, type)) return undefined
    const known = this.#plans.get(type)
    if (known !== undefined) return known
    const plan = new Map<string, Read>()
    for (const [name, edm] of propertiesOf(model, type)) {
      const item = itemType(edm) ?? edm
      const nested = !item.startsWith('Edm.')
      if (nested || this.#dialect.converts(item))
        plan.set(name, (value) => (value === null ? null : this.read(value, item)))
    }
    for (const [name, { type: target }] of navigationsOf(model, type)) {
      plan.set(name, (value) => (value === null ? null : this.read(value, target)))
    }
    this.#plans.set(type, plan)
    return plan
  }
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** A member named `__proto__` is data like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else target[name] = value
}
