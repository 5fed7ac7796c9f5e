/** The latest `limit` items. Adding costs the same however many there are. */
export class Ring<T> {
  readonly #limit: number
  #items: T[] = []
  /** Where the oldest is, once it is full. */
  #oldest = 0

  constructor(limit: number) {
    this.#limit = Math.max(0, Math.floor(limit))
  }

  push(item: T): void {
    if (this.#items.length < this.#limit) {
      this.#items.push(item)
    } else if (this.#limit > 0) {
      this.#items[this.#oldest] = item
      this.#oldest = (this.#oldest + 1) % this.#limit
    }
  }

  /** Oldest first. */
  toArray(): T[] {
    return [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)]
  }

  clear(): void {
    this.#items = []
    this.#oldest = 0
  }
}
