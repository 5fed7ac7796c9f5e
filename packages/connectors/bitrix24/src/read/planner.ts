import { type Density, widthFor } from './density.ts'
import { type Piece, waiting } from './pieces.ts'

/** What a page of one piece turned out to be. */
export interface Landed {
  readonly piece: Piece
  readonly rows: readonly unknown[]
  /** Id of the last row, or undefined when there is none. */
  readonly first: number | undefined
  readonly last: number | undefined
}

export interface PlannerOptions {
  /** Everything up to this id is read. */
  readonly after: number
  /** Rows of a full page. */
  readonly pageSize: number
  /** Rows seen, and how many ids they spread over. */
  readonly density: Density
  /** Rows that are left by the vendor's count; undefined when nobody knows. */
  readonly left: number | undefined
}

/** Parts that the rest of a window is split into at first, and at most: twice as many the more often the guess was right. */
const PARTS = 4
const MOST_PARTS = 64

/** Rows held because earlier ones are missing: above this nothing new is begun. */
const MOST_HELD = 25_000

/**
 * Decides which windows of ids are asked for next. Windows never overlap and lie without gaps from `after` to the frontier; above
 * it is the open piece, without an upper end. A page that is not full says that its window has been read; after a full one the rest
 * of the window is asked for. So every row that is there all the time is read once, whatever is inserted or deleted meanwhile, and
 * whatever holes the ids have; how well the widths were guessed only decides on the number of requests.
 */
export class Planner {
  readonly #pageSize: number
  readonly #density: Density
  /** In order of their ids, without those that were handed out. */
  #pieces: Piece[] = []
  #open: Piece
  #left: number | undefined
  #held = 0
  /** Everything below and with it was handed out. */
  #after: number

  constructor({ after, pageSize, density, left }: PlannerOptions) {
    this.#after = after
    this.#pageSize = pageSize
    this.#density = density
    this.#left = left
    this.#open = waiting(after, Infinity)
  }

  get after(): number {
    return this.#after
  }

  get density(): number {
    return this.#density.value
  }

  /** Rows that are left, as far as known. */
  get left(): number | undefined {
    return this.#left
  }

  get finished(): boolean {
    return this.#open.state === 'read' && this.#pieces.length === 0
  }

  /**
   * Up to `most` pieces to ask for now. `ahead` says that several batches go at once: then the open piece is left alone, since
   * nothing could be asked for beyond it until it comes back. `flying` says that batches are under way.
   */
  next(most: number, { ahead, flying }: { readonly ahead: boolean; readonly flying: boolean }): Piece[] {
    const chosen = this.#pieces.filter((piece) => piece.state === 'waiting').slice(0, most)
    if (this.#open.state === 'waiting' && this.#held <= MOST_HELD) {
      let room = most - chosen.length
      const width = widthFor(this.#density.value, this.#pageSize)
      const windows = Math.min(ahead ? room : room - 1, this.#windowsLeft(width))
      for (let count = 0; count < windows; count++) chosen.push(this.#carve(width))
      room -= Math.max(windows, 0)
      // By itself it would cost a request for one page, and what is under way may show that there is more.
      if (room > 0 && (chosen.length > 0 || !flying)) chosen.push(this.#open)
    }
    for (const piece of chosen) piece.state = 'asked'
    return chosen
  }

  /** Takes in what the commands of a batch answered. */
  land(pages: readonly Landed[]): void {
    let rows = 0
    let width = 0
    for (const { piece, rows: found, first, last } of pages) {
      rows += found.length
      const full = found.length >= this.#pageSize && last !== undefined
      // A gap that the open piece jumped says nothing about how densely the rows beyond it lie.
      if (piece === this.#open) width += last === undefined || first === undefined ? 0 : last - first + 1
      else width += (full ? last : piece.hi) - piece.lo
      this.#settle(piece, found, full ? last : undefined)
    }
    this.#held += rows
    if (this.#left !== undefined) this.#left = Math.max(0, this.#left - rows)
    this.#density.learn(rows, width)
  }

  /** Puts a piece back whose command did not work out. */
  giveBack(piece: Piece): void {
    piece.state = 'waiting'
  }

  /** The rows that are next in order. */
  drain(): unknown[] {
    const rows: unknown[] = []
    let count = 0
    for (const piece of this.#pieces) {
      if (piece.state !== 'read') break
      for (const row of piece.rows) rows.push(row)
      this.#after = piece.hi
      count++
    }
    this.#pieces.splice(0, count)
    this.#held -= rows.length
    return rows
  }

  /** How many more windows the rows that are left should fill. */
  #windowsLeft(width: number): number {
    if (this.#left === undefined) return Infinity
    const perWindow = width * this.#density.value
    const planned = this.#pieces.reduce((sum, { lo, hi, state }) => (state === 'read' ? sum : sum + (hi - lo)), 0)
    return Math.ceil((this.#left - planned * this.#density.value) / perWindow)
  }

  #carve(width: number): Piece {
    const piece = waiting(this.#open.lo, this.#open.lo + width)
    this.#pieces.push(piece)
    this.#open = waiting(piece.hi, Infinity)
    return piece
  }

  #settle(piece: Piece, rows: readonly unknown[], last: number | undefined): void {
    if (piece === this.#open) {
      const read: Piece = { ...piece, hi: last ?? piece.lo, state: 'read', rows }
      if (rows.length > 0) this.#pieces.push(read)
      if (last === undefined) {
        piece.state = 'read'
        return
      }
      this.#open = waiting(last, Infinity)
      // There are more rows than were counted.
      if (this.#left !== undefined && this.#left <= rows.length) this.#left = undefined
      return
    }
    piece.state = 'read'
    piece.rows = rows
    if (last === undefined || last >= piece.hi) return
    const rest = this.#split(last, piece, rows.length / (last - piece.lo))
    piece.hi = last
    this.#pieces.splice(this.#pieces.indexOf(piece) + 1, 0, ...rest)
  }

  /** The rest of a window, by how densely it began. The last part may be wide: its first page then shows what is there. */
  #split(lo: number, { hi, depth }: Piece, density: number): Piece[] {
    const width = widthFor(density, this.#pageSize)
    const most = Math.min(PARTS << Math.max(0, depth - 2), MOST_PARTS)
    const parts: Piece[] = []
    let from = lo
    while (parts.length < most - 1 && hi - from > width) {
      parts.push(waiting(from, from + width))
      from += width
    }
    parts.push(waiting(from, hi, depth + 1))
    return parts
  }
}
