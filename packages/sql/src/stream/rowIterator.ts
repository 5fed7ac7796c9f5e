/** Row by row over batches, without the cost of an async generator for each row. */
export class RowIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #batches: AsyncIterableIterator<T[], undefined>
  #batch: readonly T[] = []
  #at = 0

  constructor(batches: AsyncIterableIterator<T[], undefined>) {
    this.#batches = batches
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#at < this.#batch.length) return Promise.resolve({ done: false, value: this.#batch[this.#at++] as T })
    return this.#refill()
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#batch = []
    await this.#batches.return?.()
    return { done: true, value: undefined }
  }

  async #refill(): Promise<IteratorResult<T, undefined>> {
    const { done, value } = await this.#batches.next()
    if (done) return { done: true, value: undefined }
    this.#batch = value
    this.#at = 0
    return this.next()
  }
}
