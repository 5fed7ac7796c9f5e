import { InputError } from '@bpmcentr/core'
import { callOptions, type Scope } from '../scope.ts'
import type { Rows } from '../types.ts'
import { checkLeftOver, type Entry, entryOf, folded } from './batch.ts'
import { BatchRun } from './batchRun.ts'
import type { BulkOptions, BulkResult, UpsertOptions } from './options.ts'
import { planOf } from './plan.ts'
import { Report } from './report.ts'
import { batches } from './source.ts'
import type { BulkPlan, BulkWriter } from './types.ts'

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
      let index = 0
      const size = options.batch ?? scope.driver.batch
      if (!(size >= 1)) throw new InputError('batch: expected a number of at least 1')
      try {
        if (atomic) await run.begin()
        for await (const batch of batches(rows, () => size)) {
          call.check()
          if (plan === undefined) {
            plan = planOf(table, options.columns ?? Object.keys(batch[0] ?? {}), options, size)
            const made = plan
            writer = await run.guard(() => session.bulk(made))
          }
          const entries = readBatch(scope, plan, batch, index, report, options.columns === undefined)
          index += batch.length
          report.rows = index
          await run.write(writer as BulkWriter, folded(plan, entries))
        }
        if (atomic) await run.commit()
      } catch (error) {
        await run.abandon()
        throw error
      } finally {
        if (!session.broken) await writer?.close().catch(() => session.destroy())
      }
      return report.result()
    }),
  )
}

function readBatch(
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
