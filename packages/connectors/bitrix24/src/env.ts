/** What operations may know of their client. */
export interface Env {
  /** Commands in a batch when reading, at most. */
  readonly batchSize: number
  /** Batches at once when reading, at most. */
  readonly concurrency: number
}
