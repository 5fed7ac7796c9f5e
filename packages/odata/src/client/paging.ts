import { InputError } from '@bpmcentr/core'
import { propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { afterKey } from '../query/filterText.ts'
import type { QueryInput } from '../query/options.ts'
import { keyNames } from '../query/queryText.ts'
import type { Place } from './place.ts'
import type { Paging, Service } from './service.ts'

/** Where to read on. Plain JSON, so that it can be kept. */
export interface Position {
  /** Absolute URL, as the service gave it. */
  readonly link?: string
  readonly skip?: number
  /** The key of the last row read. */
  readonly after?: readonly unknown[]
  /** Rows read so far, where the caller wants only so many. */
  readonly read?: number
}

const DEFAULT_PAGE = 500

/** One reading of a list: which page comes next. */
export class Reading {
  readonly #service: Service
  readonly #query: QueryInput
  readonly #type: EdmType | undefined
  readonly #mode: Paging
  readonly #size: number | undefined
  readonly #keys: readonly string[] | undefined

  constructor(service: Service, place: Place, query: QueryInput) {
    const { options } = service
    this.#service = service
    this.#query = query
    this.#type = place.type
    this.#keys = keyNames(place.type, service, options.keys?.(place.set))
    const asked = (query.paging as Paging | undefined) ?? options.paging ?? 'server'
    // Groups and sums have no keys to go by.
    const wanted = query.apply === undefined ? asked : 'server'
    // Keys can only be compared where they decide on the order.
    this.#mode = wanted === 'key' && (query.orderby !== undefined || query.skip !== undefined) ? 'skip' : wanted
    this.#size =
      (query.pageSize as number | undefined) ?? options.pageSize ?? (this.#mode === 'server' ? undefined : DEFAULT_PAGE)
    if (this.#size !== undefined && !(Number.isSafeInteger(this.#size) && this.#size > 0)) {
      throw new InputError('pageSize: expected a whole number above 0')
    }
    if (this.#mode === 'key' && this.#keys === undefined) {
      throw new InputError('paging: the key of this set is not known; give a model, or keys')
    }
  }

  /** Preferences of the request. */
  get prefer(): string | undefined {
    return this.#mode === 'server' && this.#size !== undefined ? this.#service.dialect.pageSize(this.#size) : undefined
  }

  /** The query options of the page at a position. */
  options(position: Position | ''): QueryInput {
    if (this.#mode === 'server') return this.#query
    const at = position === '' ? {} : position
    const { top, orderby } = this.#query
    const left =
      top === undefined ? (this.#size as number) : Math.min(this.#size as number, (top as number) - (at.read ?? 0))
    const base = { ...this.#query, top: left, count: position === '' ? this.#query.count : undefined }
    if (this.#mode === 'skip') {
      const skip = ((this.#query.skip as number | undefined) ?? 0) + (at.skip ?? 0)
      return { ...base, skip: skip === 0 ? undefined : skip, orderby, tiebreak: this.#keys }
    }
    const keys = this.#keys as readonly string[]
    const select = this.#query.select as readonly string[] | undefined
    return {
      ...base,
      orderby: keys,
      select: select === undefined ? undefined : [...select, ...keys.filter((name) => !select.includes(name))],
      keyset: at.after === undefined ? undefined : afterKey(this.#parts(at.after), this.#service),
    }
  }

  next(position: Position | '', items: readonly unknown[], link: string | undefined): Position | undefined {
    const at = position === '' ? {} : position
    const top = this.#query.top as number | undefined
    const read = (at.read ?? 0) + items.length
    if (top !== undefined && read >= top) return undefined
    const counted = top === undefined ? {} : { read }
    if (this.#mode === 'server' || link !== undefined) return link === undefined ? undefined : { link, ...counted }
    // A short page is the last; an empty one always.
    if (items.length < (this.#size as number)) return undefined
    if (this.#mode === 'skip') return { skip: (at.skip ?? 0) + items.length, ...counted }
    const last = items.at(-1) as Readonly<Record<string, unknown>>
    return { after: (this.#keys as readonly string[]).map((name) => last[name]), ...counted }
  }

  #parts(values: readonly unknown[]) {
    const { model } = this.#service
    return (this.#keys as readonly string[]).map((name, index) => ({
      name,
      value: values[index],
      type: model === undefined ? undefined : propertyType(model, this.#type, name),
    }))
  }
}
