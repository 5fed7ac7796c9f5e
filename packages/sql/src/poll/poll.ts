import { InputError, sleep } from '@bpmcentr/core'
import type { Row } from '../driver/types.ts'
import { validRows } from '../rows.ts'
import type { Scope } from '../scope.ts'
import { render } from '../statement/render.ts'
import { perform } from '../statements.ts'
import { openStream } from '../stream/stream.ts'
import { type From, keyOf, keysQuery, pageQuery } from './page.ts'
import { Progress } from './progress.ts'
import { shiftBack } from './shift.ts'
import type { Change, Poll, PollOptions } from './types.ts'

const DEFAULT_INTERVAL = 5_000
const DEFAULT_BATCH = 500

export function poll<T>(scope: Scope, options: PollOptions<T>): Poll<T> {
  if (keyOf(options).length === 0) throw new InputError('poll: expected key, the columns that tell rows apart')
  if (!((options.overlap ?? 0) >= 0)) throw new InputError('poll: overlap: expected a number of at least 0')
  return { [Symbol.asyncIterator]: () => changes(scope, options) }
}

async function* changes<T>(scope: Scope, options: PollOptions<T>): AsyncGenerator<Change<T>, void> {
  const { interval = DEFAULT_INTERVAL, follow = true, saveEvery = 1, state, signal } = options
  const progress = new Progress(await state?.load(), options.overlap ?? 0)
  let unsaved = 0
  const save = async () => {
    unsaved = 0
    await state?.save(progress.state())
  }
  try {
    for (;;) {
      signal?.throwIfAborted()
      let found = 0
      for await (const { change, done } of cycle(scope, options, progress)) {
        found++
        yield change
        done()
        if (++unsaved >= saveEvery) await save()
      }
      if (progress.prune() || unsaved > 0) await save()
      if (!follow) return
      if (found === 0) await sleep(scope.runner.clock, interval, signal)
    }
  } finally {
    if (unsaved > 0) await save()
  }
}

interface Step<T> {
  readonly change: Change<T>
  /** To be called when the change has been dealt with. */
  readonly done: () => void
}

/** Everything there is now. */
async function* cycle<T>(scope: Scope, options: PollOptions<T>, progress: Progress): AsyncGenerator<Step<T>, void> {
  const { batch = DEFAULT_BATCH, overlap = 0, watermark, deletes } = options
  const key = keyOf(options)
  let from: From
  if (progress.position !== undefined)
    from = overlap > 0 ? { at: shiftBack(progress.position.watermark, overlap) } : { after: progress.position }
  for (;;) {
    const rows = await readPage(scope, options, from, batch)
    for (const raw of rows) {
      const position = { watermark: raw[watermark], key: key.map((column) => raw[column]) }
      from = { after: position }
      if (progress.knows(position)) continue
      const row = (options.row === undefined ? raw : validRows(options.row, [raw])[0]) as T
      const keys = Object.fromEntries(key.map((column) => [column, raw[column]]))
      const gone = typeof deletes === 'object' && isSet(raw[deletes.flag])
      yield { change: { type: gone ? 'delete' : 'change', key: keys, row }, done: () => progress.pass(position) }
    }
    if (rows.length < batch) break
  }
  if (deletes === 'snapshot') yield* missing<T>(scope, options, progress)
}

async function readPage(scope: Scope, options: PollOptions<unknown>, from: From, batch: number): Promise<Row[]> {
  const make = () => render(scope.driver.dialect, pageQuery(scope.driver.dialect, options, from, batch))
  const { rows } = await perform(scope, 'poll', make, { kind: 'read', signal: options.signal })
  return rows as Row[]
}

/** Keys that were there at the last poll and are not any more. */
async function* missing<T>(scope: Scope, options: PollOptions<T>, progress: Progress): AsyncGenerator<Step<T>, void> {
  const columns = keyOf(options)
  const statement = render(scope.driver.dialect, keysQuery(options))
  const present = new Map<string, readonly unknown[]>()
  for await (const row of openStream(scope, statement, { kind: 'read', signal: options.signal })) {
    const values = columns.map((column) => (row as Row)[column])
    present.set(JSON.stringify(values), values)
  }
  for (const [name, values] of progress.missing(present)) {
    const key = Object.fromEntries(columns.map((column, at) => [column, values[at]]))
    yield { change: { type: 'delete', key, row: undefined }, done: () => progress.forget(name) }
  }
  progress.keep(present)
}

function isSet(flag: unknown): boolean {
  return !(flag === null || flag === undefined || flag === false || flag === 0 || flag === '0' || flag === '')
}
