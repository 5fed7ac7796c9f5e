import type { Json } from '../dialect/shared.ts'
import { isObject } from '../dialect/shared.ts'
import type { Dialect, RowAnnotations, ValueStyle } from '../dialect/types.ts'
import { itemType, navigationsOf, propertiesOf } from '../model/lookup.ts'
import type { EdmType, ODataDescriptor } from '../model.ts'

/** What the service said beside a row, kept beside it so that a row holds its properties only. */
const annotations = new WeakMap<object, RowAnnotations | Said>()

/** As it was sent: sorted out when it is asked for, which for most rows is never. */
class Said {
  readonly dialect: Dialect
  readonly raw: Json

  constructor(dialect: Dialect, raw: Json) {
    this.dialect = dialect
    this.raw = raw
  }
}

/** What the service said about a row that was read: ETag, address, type, links, and all annotations by name. */
export function annotationsOf(row: object): RowAnnotations | undefined {
  const found = annotations.get(row)
  if (!(found instanceof Said)) return found
  const sorted = found.dialect.annotations(found.raw)
  annotations.set(row, sorted)
  return sorted
}

/** The ETag of a row that was read, for `ifMatch`. */
export function etagOf(row: object): string | undefined {
  return annotationsOf(row)?.etag
}

export function annotate(row: object, found: RowAnnotations): void {
  annotations.set(row, found)
}

const MAX_NAMES = 10_000

type Read = (value: unknown) => unknown

/** Turns rows as they came into rows as they are handed over. Made once for each type. */
export class RowReader {
  readonly #dialect: Dialect
  readonly #model: ODataDescriptor | undefined
  readonly #style: ValueStyle
  /** Whether values of unknown types may have to be translated. */
  readonly #converts: boolean
  readonly #controls = new Map<string, boolean>()
  readonly #plans = new Map<string, ReadonlyMap<string, Read>>()

  constructor(dialect: Dialect, model: ODataDescriptor | undefined, style: ValueStyle) {
    this.#dialect = dialect
    this.#converts = dialect.converts(undefined)
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
    let raw: Record<string, unknown> | undefined
    const row: Record<string, unknown> = {}
    for (const name of Object.keys(source)) {
      const given = source[name]
      const nested = typeof given === 'object' && given !== null
      const member = nested ? dialect.member(given) : undefined
      // Control information, or only a link to rows that were not expanded.
      if (this.#isControl(name) || (nested && member === undefined)) {
        raw ??= {}
        define(raw, name, given)
        continue
      }
      const value = member === undefined ? given : member.value
      const read = plan?.get(name)
      const open = nested || (plan === undefined && this.#converts)
      const done = read !== undefined ? read(value) : open ? this.read(value, undefined) : value
      define(row, name, done)
      if (member?.raw !== undefined && typeof done === 'object' && done !== null) {
        annotations.set(done, new Said(dialect, member.raw as Json))
      }
    }
    if (raw !== undefined) annotations.set(row, new Said(dialect, raw))
    return row
  }

  /** Names repeat from row to row. */
  #isControl(name: string): boolean {
    let known = this.#controls.get(name)
    if (known === undefined) {
      known = this.#dialect.isControl(name)
      if (this.#controls.size < MAX_NAMES) this.#controls.set(name, known)
    }
    return known
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

/** A member named `__proto__` is data like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  else target[name] = value
}
