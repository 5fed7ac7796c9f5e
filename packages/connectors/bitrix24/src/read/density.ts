/** Rows a window is meant to hold where ids have holes. Larger ones waste less on short last pages, and buffer more. */
const TARGET = 200

/** From here on a window as wide as a page is best: it can never overflow. */
const DENSE = 0.85

/** How much of what was known counts after another batch. */
const MEMORY = 0.5

/** How many rows there are for an id, by what was read last. */
export class Density {
  #rows: number
  #width: number

  constructor(rows: number, width: number) {
    this.#rows = rows
    this.#width = Math.max(width, 1)
  }

  get value(): number {
    return Math.min(1, Math.max(this.#rows / this.#width, 1e-9))
  }

  /** What a batch has shown. */
  learn(rows: number, width: number): void {
    if (width <= 0) return
    this.#rows = this.#rows * MEMORY + rows
    this.#width = this.#width * MEMORY + width
  }
}

/** How wide a window of ids should be. */
export function widthFor(density: number, pageSize: number): number {
  return density >= DENSE ? pageSize : Math.ceil(TARGET / density)
}
