import { type BatchSlot, type ClientBase, isConnectorError, OutcomeUnknownError } from '@bpmcentr/core'
import type { Command } from './commands.ts'
import { type Ready, ready } from './prepare.ts'
import { send } from './send.ts'

export interface BulkOptions {
  /** Commands in a request, 1 to 50. Default 20: with automation each may take a second, and a request has a minute. */
  readonly size?: number | undefined
  /** Requests at once. Default 2. */
  readonly concurrency?: number | undefined
  /** Items of the source to pass over, because an earlier run did them: the `index` of its last outcome plus one. */
  readonly skip?: number | undefined
  readonly signal?: AbortSignal | undefined
}

type Outcome<I, T> = BatchSlot<I, T>

/**
 * Does one thing with each item of a source, packed into batches, and tells of each what became of it, in the order of the source.
 * So after a crash `skip` goes on from the last outcome that was kept; with a create, what was under way then has to be looked up.
 * An item whose batch was lost gets the batch's error.
 */
export async function* bulk<I, T>(
  client: Pick<ClientBase, 'run' | 'judge'>,
  make: (input: I) => Command<T>,
  source: Iterable<I> | AsyncIterable<I>,
  { size = 20, concurrency = 2, skip = 0, signal }: BulkOptions,
): AsyncGenerator<Outcome<I, T>, void, undefined> {
  const running: Promise<readonly Outcome<I, T>[]>[] = []
  const start = (items: readonly Item<I>[]) => {
    const work = sendChunk(client, make, items, signal)
    // Looked at in turn; until then a failure must not count as unhandled.
    work.catch(() => undefined)
    running.push(work)
  }
  let chunk: Item<I>[] = []
  let index = 0
  for await (const input of source) {
    signal?.throwIfAborted()
    if (index++ < skip) continue
    chunk.push({ index: index - 1, input })
    if (chunk.length < Math.min(Math.max(size, 1), 50)) continue
    start(chunk)
    chunk = []
    if (running.length >= Math.max(concurrency, 1)) yield* (await running.shift()) ?? []
  }
  if (chunk.length > 0) start(chunk)
  for (const work of running) yield* await work
}

interface Item<I> {
  readonly index: number
  readonly input: I
}

async function sendChunk<I, T>(
  client: Pick<ClientBase, 'run' | 'judge'>,
  make: (input: I) => Command<T>,
  items: readonly Item<I>[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome<I, T>[]> {
  const outcomes = new Map<number, Outcome<I, T>>()
  const commands: Ready[] = []
  const byKey = new Map<string, Item<I>>()
  for (const item of items) {
    const key = `i${item.index}`
    try {
      commands.push(ready(key, make(item.input)))
      byKey.set(key, item)
    } catch (error) {
      if (!isConnectorError(error)) throw error
      outcomes.set(item.index, { ...item, error })
    }
  }
  try {
    const slots = commands.length === 0 ? [] : await send(client, commands, { signal })
    for (const [key, slot] of slots) {
      const item = byKey.get(key) as Item<I>
      if (slot.status === 'done') outcomes.set(item.index, { ...item, value: slot.value as T })
      else outcomes.set(item.index, { ...item, error: slot.status === 'failed' ? slot.error : missing() })
    }
  } catch (error) {
    if (!isConnectorError(error)) throw error
    for (const item of byKey.values()) if (!outcomes.has(item.index)) outcomes.set(item.index, { ...item, error })
  }
  return items.flatMap(({ index }) => outcomes.get(index) ?? [])
}

function missing(): OutcomeUnknownError {
  return new OutcomeUnknownError('the answer to the batch says nothing of this command', { sent: 'maybe' })
}
