/** Hands batches from a writer to a reader; the writer is at most one batch ahead. */
export class BatchPipe<T> {
  #waiting: T[] | undefined
  #over = false
  #error: { readonly reason: unknown } | undefined
  #wakeReader: () => void = () => {}
  #wakeWriter: () => void = () => {}

  /** Resolves when there is room for the next one: to false when nobody reads any more. */
  async put(batch: T[]): Promise<boolean> {
    while (this.#waiting !== undefined && !this.#over)
      await new Promise<void>((resolve) => (this.#wakeWriter = resolve))
    if (this.#over) return false
    this.#waiting = batch
    this.#wakeReader()
    return true
  }

  end(error?: { readonly reason: unknown }): void {
    this.#error ??= error
    this.#over = true
    this.#wakeReader()
    this.#wakeWriter()
  }

  /** Undefined at the end. */
  async take(): Promise<T[] | undefined> {
    while (this.#waiting === undefined) {
      if (this.#error !== undefined) throw this.#error.reason
      if (this.#over) return undefined
      await new Promise<void>((resolve) => (this.#wakeReader = resolve))
    }
    const batch = this.#waiting
    this.#waiting = undefined
    this.#wakeWriter()
    return batch
  }
}
