/** Ids above `lo` up to and with `hi`. */
export interface Piece {
  readonly lo: number
  hi: number
  state: 'waiting' | 'asked' | 'read'
  /** Failures of its command that were its own. */
  failures: number
  rows: readonly unknown[]
}

export function waiting(lo: number, hi: number): Piece {
  return { lo, hi, state: 'waiting', failures: 0, rows: [] }
}
