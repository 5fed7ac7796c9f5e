/** Ids above `lo` up to and with `hi`. */
export interface Piece {
  readonly lo: number
  hi: number
  state: 'waiting' | 'asked' | 'read'
  /** Failures of its command that were its own. */
  failures: number
  rows: readonly unknown[]
  /** How often in a row the rest of a window turned out as dense as its beginning. */
  readonly depth: number
}

export function waiting(lo: number, hi: number, depth = 0): Piece {
  return { lo, hi, state: 'waiting', failures: 0, rows: [], depth }
}
