import { keysOf } from '../names.ts'
import { EMPTY_DATE, EMPTY_REF } from '../time.ts'

export type Row = Record<string, unknown>

/** What the functions of a register need to know. */
export interface RegisterShape {
  readonly dimensions: readonly string[]
  /** Numbers that are summed. */
  readonly resources?: readonly string[]
}

/** What the infobase holds. Names of sets are whole: `Catalog_Товары`. */
export interface WorldOptions {
  readonly data?: Readonly<Record<string, readonly Row[]>>
  /** Keys of sets that are not kept by reference: `{ InformationRegister_Курсы: ['Period', 'Валюта_Key'] }`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>
  /** Registers with functions. Their records are in `<set>_RecordType`, where there is such a table, else in the set. */
  readonly registers?: Readonly<Record<string, RegisterShape>>
  /** Runs when a document is posted. Text that it returns refuses the posting, as an exception in 1C's code. */
  readonly onPost?: (document: Row, world: World) => string | undefined
  /** Whether the user may see a row. Default: all of them. */
  readonly visible?: (set: string, row: Row) => boolean
}

const FIRST_VERSION = 4_096n

interface Registration {
  readonly set: string
  readonly row: Row
  readonly deleted: boolean
  /** The message it went out with; undefined while it did not. */
  messageNo: bigint | undefined
}

/** The infobase behind the sandbox: its tables, and what exchange plans have noted down. */
export class World {
  readonly tables = new Map<string, Row[]>()
  /** By the node's reference, then by the object's address. */
  readonly registered = new Map<string, Map<string, Registration>>()
  readonly sessions = new Set<string>()
  readonly options: WorldOptions
  /** Above those of seeded rows. */
  #versions = FIRST_VERSION
  #made = 0

  constructor(options: WorldOptions) {
    this.options = options
    this.reset()
  }

  reset(): void {
    this.tables.clear()
    this.registered.clear()
    this.sessions.clear()
    this.#versions = FIRST_VERSION
    this.#made = 0
    for (const [set, rows] of Object.entries(this.options.data ?? {})) this.tables.set(set, structuredClone([...rows]))
  }

  rows(set: string): Row[] {
    return this.tables.get(set) ?? []
  }

  keys(set: string): readonly string[] {
    const own = this.options.keys?.[set]
    if (own !== undefined) return own
    const known = keysOf(set) ?? []
    // A tabular section is a table behind its owner's name.
    return this.#isSection(set) ? ['Ref_Key', 'LineNumber'] : known
  }

  readOnly(set: string): boolean {
    return set.endsWith('_RecordType') || this.#isSection(set)
  }

  /** An eight-byte counter in base64, as 1C's `DataVersion` is. */
  nextVersion(): string {
    this.#versions++
    const bytes = [...this.#versions.toString(16).padStart(16, '0').matchAll(/../g)].map(([hex]) => parseInt(hex, 16))
    return btoa(String.fromCharCode(...bytes))
  }

  nextRef(): string {
    return `00000000-0000-4000-8000-${(++this.#made).toString(16).padStart(12, '0')}`
  }

  /** A new row: what is unknown is dropped, and what is missing has the default of its type, as 1C does it. */
  filled(set: string, given: Row): Row {
    const [like] = this.rows(set)
    if (like === undefined) return { ...given }
    return Object.fromEntries(Object.entries(like).map(([name, value]) => [name, given[name] ?? emptyOf(value)]))
  }

  /** Notes a change down for every node of every exchange plan. */
  note(set: string, row: Row, deleted = false): void {
    const address = `${set}(${this.keys(set)
      .map((name) => String(row[name]))
      .join(',')})`
    for (const [plan, nodes] of this.tables) {
      if (!plan.startsWith('ExchangePlan_')) continue
      for (const node of nodes) {
        if (node.ThisNode === true) continue
        const list = this.registered.get(String(node.Ref_Key)) ?? new Map<string, Registration>()
        list.set(address, { set, row, deleted, messageNo: undefined })
        this.registered.set(String(node.Ref_Key), list)
      }
    }
  }

  #isSection(set: string): boolean {
    const owner = [...this.tables.keys()].find((name) => set.startsWith(`${name}_`) && keysOf(name) !== undefined)
    return owner !== undefined && keysOf(set) !== undefined
  }
}

function emptyOf(value: unknown): unknown {
  if (typeof value === 'number') return 0
  if (typeof value === 'boolean') return false
  if (Array.isArray(value)) return []
  if (typeof value !== 'string') return value
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return EMPTY_REF
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? EMPTY_DATE : ''
}
