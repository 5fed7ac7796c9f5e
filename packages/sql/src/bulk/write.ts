import { InputError } from '@bpmcentr/core'
import { callOptions, type Scope } from '../scope.ts'
import type { Rows } from '../types.ts'
import { checkLeftOver, type Entry, entryOf, folded } from './batch.ts'
import { BatchRun } from './batchRun.ts'
import type { BulkOptions, BulkResult, UpsertOptions } from './options.ts'
import { planOf } from './plan.ts'
import { Report } from './report.ts'
import { slices } from './source.ts'
import type { BulkPlan, BulkWriter } from './types.ts'

/** Rows made ready at once. */
const SLICE = 1_000

export function insertMany(
  scope: Scope,
  table: string | readonly string[],
  rows: Rows,
  options: BulkOptions,
): Promise<BulkResult> {
  return write(scope, 'insertMany', table, rows, options, options.atomic ?? true)
}

export async function upsertMany(
  scope: Scope,
  table: string | readonly string[],
  rows: Rows,
  options: UpsertOptions,
): Promise<BulkResult> {
  if (!Array.isArray(options?.key) || options.key.length === 0)
    throw new InputError('upsertMany: expected key, the columns of a unique index')
  return write(scope, 'upsertMany', table, rows, options, options.atomic ?? false)
}

function write(
  scope: Scope,
  name: 'insertMany' | 'upsertMany',
  table: string | readonly string[],
  rows: Rows,
  options: BulkOptions & Partial<UpsertOptions>,
  atomic: boolean,
): Promise<BulkResult> {
  const kind = name === 'insertMany' ? 'create' : 'upsert'
  const { key, onDuplicate } = options
  const input = { table, key, onDuplicate }
  // How long it takes is the source's to say.
  const unlimited = callOptions(scope, { ...options, timeout: options.timeout ?? Number.POSITIVE_INFINITY })
  return scope.runner.run({ name, kind, input }, unlimited, (call) =>
    scope.use(call, async (session) => {
      const report = new Report(options.errors ?? 'throw')
      const run = new BatchRun(scope, session, call, report, atomic)
      let plan: BulkPlan | undefined
      let writer: BulkWriter | undefined
      let writing: Promise<void> | undefined
      let entries: Entry[] = []
      let index = 0
      const size = options.batch ?? scope.driver.batch
      if (!(size >= 1)) throw new InputError('batch: expected a number of at least 1')
      const flush = async () => {
        await writing
        if (plan === undefined || writer === undefined) return
        writing = run.write(writer, folded(plan, entries))
        // Looked at when the next batch is ready.
        writing.catch(() => {})
        entries = []
      }
      try {
        if (atomic) await run.begin()
        for await (const slice of slices(rows, Math.min(size, SLICE))) {
          call.check()
          if (plan === undefined) {
            plan = planOf(table, options.columns ?? Object.keys(slice[0] ?? {}), options, size)
            const made = plan
            writer = await run.guard(() => session.bulk(made))
          }
          entries.push(...readSlice(scope, plan, slice, index, report, options.columns === undefined))
          index += slice.length
          report.rows = index
          if (entries.length + SLICE > size) await flush()
          // The socket gets its turn: the next rows are made ready while the database works on the last ones.
          else if (writing !== undefined) await new Promise((resolve) => setImmediate(resolve))
        }
        await flush()
        await writing
        if (atomic) await run.commit()
      } catch (error) {
        await writing?.catch(() => {})
        await run.abandon()
        throw error
      } finally {
        if (!session.broken) await writer?.close().catch(() => session.destroy())
      }
      return report.result()
    }),
  )
}

function readSlice(
  scope: Scope,
  plan: BulkPlan,
  batch: readonly object[],
  from: number,
  report: Report,
  strict: boolean,
): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at < batch.length; at++) {
    const row = batch[at] as object
    try {
      const entry = entryOf(scope.driver.dialect, plan, row, from + at)
      if (strict) checkLeftOver(plan, row, from + at)
      entries.push(entry)
    } catch (error) {
      report.refuse({ index: from + at, row }, error)
    }
  }
  return entries
}
