import { type BatchSlot, isConnectorError } from '../errors/index.ts'

export interface InParallelOptions {
  /** How many at once. Default 8: the vendor's limits hold all the same. */
  readonly concurrency?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Does something with each item of a source, several at once, and tells of each what became of it, in the order in which
 * they are done. One failure does not end the rest. Reads no further ahead than it works, so a source may be endless.
 *
 * Errors of this SDK become slots; anything else (a bug, the signal's reason) is thrown.
 */
export async function* inParallel<I, T>(
  source: Iterable<I> | AsyncIterable<I>,
  work: (item: I, index: number) => Promise<T>,
  { concurrency = 8, signal }: InParallelOptions = {},
): AsyncGenerator<BatchSlot<I, T>, void, undefined> {
  // Loaded here, since few programs need it and its files would slow down the start of all.
  const { default: PQueue } = await import('p-queue')
  const queue = new PQueue({ concurrency })
  const done: BatchSlot<I, T>[] = []
  let failure: { readonly error: unknown } | undefined
  let wake: () => void = () => {}
  let index = 0
  const run = async (input: I, at: number) => {
    try {
      done.push({ index: at, input, value: await work(input, at) })
    } catch (error) {
      if (isConnectorError(error)) done.push({ index: at, input, error })
      else failure ??= { error }
    }
    wake()
  }
  for await (const item of source) {
    signal?.throwIfAborted()
    void queue.add(() => run(item, index++))
    await queue.onSizeLessThan(1)
    if (failure !== undefined) break
    yield* done.splice(0)
  }
  while (failure === undefined && (done.length > 0 || queue.pending > 0)) {
    yield* done.splice(0)
    if (queue.pending > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
        if (done.length > 0 || failure !== undefined) resolve()
      })
    }
  }
  if (failure !== undefined) {
    await queue.onIdle()
    throw (failure as { readonly error: unknown }).error
  }
}
