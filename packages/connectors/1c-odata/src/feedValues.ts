import type { EdmType, ODataDescriptor } from '@bpmcentr/odata'

export type Draft = Record<string, unknown>

interface Level {
  readonly name: string
  readonly type: EdmType | undefined
  readonly isNull: boolean
  text: string
  /** Members, where there were elements inside. */
  draft: Draft | undefined
  items: unknown[] | undefined
}

/** The properties of one entry, as JSON would have them. */
export class Values {
  readonly #model: ODataDescriptor | undefined
  readonly #stack: Level[]

  constructor(model: ODataDescriptor | undefined, type: EdmType | undefined) {
    this.#model = model
    this.#stack = [{ name: '', type, isNull: false, text: '', draft: {}, items: undefined }]
  }

  get row(): Draft {
    return this.#stack[0]?.draft ?? {}
  }

  open(name: string, given: { readonly type: string | undefined; readonly isNull: boolean }): void {
    const parent = this.#stack.at(-1)
    const type = given.type ?? this.#typeOf(parent?.type, name)
    const collection = type?.startsWith('Collection(') === true
    // An object of its own type has members, also when it has none here.
    const complex = type !== undefined && !collection && !type.startsWith('Edm.') && this.#isComplex(type, given.type)
    this.#stack.push({
      name,
      type,
      isNull: given.isNull,
      text: '',
      draft: complex ? {} : undefined,
      items: collection ? [] : undefined,
    })
  }

  text(text: string): void {
    const level = this.#stack.at(-1)
    if (level !== undefined) level.text += text
  }

  close(): void {
    const level = this.#stack.pop()
    const parent = this.#stack.at(-1)
    if (level === undefined || parent === undefined) return
    const value = level.isNull ? null : (level.items ?? level.draft ?? scalar(level.text, level.type))
    if (parent.items !== undefined) {
      parent.items.push(value)
      return
    }
    parent.draft ??= {}
    // Not by assignment: `__proto__` is a name like any other.
    Object.defineProperty(parent.draft, level.name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }

  #isComplex(type: EdmType, announced: string | undefined): boolean {
    // Without the model an announced type may be an enumeration; those of rows are told by their name.
    if (this.#model === undefined) return announced?.endsWith('_RowType') === true
    return Object.hasOwn(this.#model.types, type)
  }

  #typeOf(owner: EdmType | undefined, name: string): EdmType | undefined {
    if (this.#model === undefined || owner === undefined) return undefined
    if (owner.startsWith('Collection(')) return owner.slice(11, -1)
    const properties = Object.hasOwn(this.#model.types, owner) ? this.#model.types[owner]?.properties : undefined
    return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined
  }
}

/** Int64, Decimal, dates and Guids stay text, as everywhere; without a known type so does everything. */
function scalar(text: string, type: EdmType | undefined): unknown {
  switch (type) {
    case 'Edm.Boolean':
      return text === 'true' || text === '1'
    case 'Edm.Double':
    case 'Edm.Single':
    case 'Edm.Int16':
    case 'Edm.Int32':
    case 'Edm.Byte':
      return text.trim() === '' ? 0 : Number(text)
    default:
      return text
  }
}
