import type { Page, Pages } from '@bpmcentr/core'

type Source = () => Pages<unknown>
type Reader = AsyncGenerator<Page<unknown>, void, undefined>

/** Rows of all sources as they arrive: one page of each is held, no more. */
export async function* unordered(sources: readonly Source[], parallel: number): AsyncGenerator<unknown> {
  const waiting = [...sources]
  const open = new Map<Reader, Promise<{ reader: Reader; result: IteratorResult<Page<unknown>, void> }>>()
  const read = (reader: Reader) => {
    const next = reader.next().then((result) => ({ reader, result }))
    // It may fail while the caller is busy with another page; the error is met when it is its turn.
    next.catch(() => {})
    open.set(reader, next)
  }
  const start = () => {
    const source = waiting.shift()
    if (source !== undefined) read(source().pages())
  }
  try {
    for (let index = 0; index < parallel; index++) start()
    while (open.size > 0) {
      const { reader, result } = await Promise.race(open.values())
      if (result.done === true) {
        open.delete(reader)
        start()
        continue
      }
      // The next page is on its way while the caller handles this one.
      read(reader)
      yield* result.value.items
    }
  } finally {
    await Promise.allSettled([...open.keys()].map((reader) => reader.return()))
  }
}

/** Rows of one source after the other, while those next in line are read ahead. */
export async function* inOrder(sources: readonly Source[], parallel: number): AsyncGenerator<unknown> {
  const readers: Reader[] = []
  const ahead: Promise<unknown[]>[] = []
  let next = 0
  let stopped = false
  const start = () => {
    const source = sources[next++]
    if (source === undefined) return
    const reader = source().pages()
    readers.push(reader)
    const rows = collect(reader, () => stopped)
    rows.catch(() => {})
    ahead.push(rows)
  }
  try {
    for (let index = 0; index < parallel; index++) start()
    for (let rows = ahead.shift(); rows !== undefined; rows = ahead.shift()) {
      const done = await rows
      start()
      yield* done
    }
  } finally {
    stopped = true
    await Promise.allSettled(readers.map((reader) => reader.return()))
  }
}

async function collect(reader: Reader, stopped: () => boolean): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const page of reader) {
    for (const row of page.items) rows.push(row)
    if (stopped()) break
  }
  return rows
}
