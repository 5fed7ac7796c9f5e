/** Pairs of numbers, first in, first out; grows by doubling and never shifts an array. */
export class PairRing {
  #times = new Float64Array(8)
  #units = new Float64Array(8)
  #head = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The time of the pair at `index`, counted from the oldest. */
  time(index: number): number {
    return this.#times[(this.#head + index) & (this.#times.length - 1)] as number
  }

  units(index: number): number {
    return this.#units[(this.#head + index) & (this.#units.length - 1)] as number
  }

  /** Adds a pair; units of the same time become one pair. */
  push(time: number, units: number): void {
    const mask = this.#times.length - 1
    const last = (this.#head + this.#size - 1) & mask
    if (this.#size > 0 && this.#times[last] === time) {
      this.#units[last] = (this.#units[last] as number) + units
      return
    }
    if (this.#size > mask) this.#grow()
    const at = (this.#head + this.#size) & (this.#times.length - 1)
    this.#times[at] = time
    this.#units[at] = units
    this.#size++
  }

  /** Drops the oldest pair. */
  drop(): void {
    this.#head = (this.#head + 1) & (this.#times.length - 1)
    this.#size--
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2)
    const units = new Float64Array(times.length)
    for (let index = 0; index < this.#size; index++) {
      times[index] = this.time(index)
      units[index] = this.units(index)
    }
    this.#times = times
    this.#units = units
    this.#head = 0
  }
}
