import type { RunningOperation } from '@bpmcentr/core'
import { TimeoutError } from '@bpmcentr/core'
import type { Row, Session } from '../driver/types.ts'
import { validRows } from '../rows.ts'
import { callOptions, onSession, type Scope } from '../scope.ts'
import { kindOf } from '../statement/kind.ts'
import type { Statement } from '../statement/render.ts'
import type { RowStream, StreamOptions } from '../types.ts'
import { BatchPipe } from './batchPipe.ts'
import { RowIterator } from './rowIterator.ts'

const DEFAULT_BATCH = 1_000
const DEFAULT_TIMEOUT = 120_000

export function openStream(scope: Scope, statement: Statement, options: StreamOptions<unknown>): RowStream<unknown> {
  return {
    [Symbol.asyncIterator]: () => new RowIterator(begin(scope, statement, options)),
    batches: () => ({ [Symbol.asyncIterator]: () => begin(scope, statement, options) }),
  }
}

/** One operation that lasts as long as somebody reads. */
function begin(
  scope: Scope,
  { text, values }: Statement,
  options: StreamOptions<unknown>,
): AsyncIterableIterator<unknown[], undefined> {
  const pipe = new BatchPipe<unknown>()
  let running: Promise<void> | undefined
  const start = () => {
    const input = { sql: text, parameters: values }
    const operation = { name: 'stream', kind: options.kind ?? kindOf(text), input }
    // The pace is the reader's; each batch has a time limit of its own.
    const unlimited = callOptions(scope, { ...options, timeout: Number.POSITIVE_INFINITY })
    return scope.runner
      .run(operation, unlimited, (call) =>
        scope.use(call, (session) => pump(scope, session, call, { text, values }, options, pipe), 'stream'),
      )
      .then(
        () => pipe.end(),
        (reason: unknown) => pipe.end({ reason }),
      )
  }
  const iterator: AsyncIterableIterator<unknown[], undefined> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      running ??= start()
      const batch = await pipe.take()
      return batch === undefined ? { done: true, value: undefined } : { done: false, value: batch }
    },
    async return() {
      pipe.end()
      await running
      return { done: true, value: undefined }
    },
  }
  return iterator
}

async function pump(
  scope: Scope,
  session: Session,
  call: RunningOperation,
  { text, values }: Statement,
  { row, batch = DEFAULT_BATCH, timeout = DEFAULT_TIMEOUT }: StreamOptions<unknown>,
  pipe: BatchPipe<unknown>,
): Promise<void> {
  const source = session.stream(text, values, batch)[Symbol.asyncIterator]()
  let seen = 0
  try {
    for (;;) {
      const { done, value } = await timed(scope, session, call, timeout, () => source.next())
      if (done) return
      const rows = row === undefined ? (value as unknown[]) : validRows(row, value as readonly Row[], seen)
      seen += rows.length
      if (!(await pipe.put(rows))) return
    }
  } finally {
    await source.return?.().catch(() => session.destroy())
  }
}

async function timed<T>(
  scope: Scope,
  session: Session,
  call: RunningOperation,
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const late = () => controller.abort(new TimeoutError('no rows within the time limit', { sent: 'maybe' }))
  const cancel = scope.runner.clock.schedule(timeout, late)
  const { signal: outer } = call
  const onAbort = () => controller.abort(outer.reason)
  outer.addEventListener('abort', onAbort, { once: true })
  const limited = { ...call, signal: controller.signal, check: () => call.check() } as RunningOperation
  try {
    return await onSession(scope, session, limited, false, work)
  } finally {
    cancel()
    outer.removeEventListener('abort', onAbort)
  }
}
