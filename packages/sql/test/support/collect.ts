export async function collect<T>(source: AsyncIterable<T>, max = Number.POSITIVE_INFINITY): Promise<T[]> {
  const found: T[] = []
  for await (const item of source) {
    found.push(item)
    if (found.length >= max) break
  }
  return found
}

/** What a promise rejects with. @throws when it does not */
export async function failure(promise: PromiseLike<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise
  } catch (error) {
    return error as Error & Record<string, unknown>
  }
  throw new Error('expected a rejection')
}
