import { names, placeholders } from '../bulk/mergeText.ts'
import { onConflict } from '../bulk/onConflict.ts'
import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { Result } from '../driver/types.ts'
import { quoteId } from '../statement/quoteId.ts'
import { CopyIn, copyText } from './copyIn.ts'
import { postgresDialect as dialect, plainText } from './dialect.ts'

/** What a writer needs of its session. */
export interface BulkSession {
  query(text: string, values: readonly unknown[]): Promise<Result>
  copyIn(copy: CopyIn): Promise<void>
}

/**
 * COPY is the fastest way in. What may meet rows that are there goes through a temporary table, from which one statement
 * merges it.
 */
export async function copyWriter(session: BulkSession, plan: BulkPlan): Promise<BulkWriter> {
  const one = singleRow(session, plan)
  const copy = async (into: string, rows: readonly (readonly unknown[])[]) => {
    const statement = new CopyIn(`copy ${into} (${names(dialect, plan.columns)}) from stdin`, copyText(rows, plainText))
    await session.copyIn(statement)
  }
  const target = quoteId(dialect, plan.table)
  if (plan.rules === undefined) {
    return {
      async write(rows) {
        await copy(target, rows)
        return rows.length
      },
      writeOne: one,
      close: async () => {},
    }
  }
  const stage = quoteId(dialect, ['pg_temp', `bpmcentr_${crypto.randomUUID().replaceAll('-', '')}`])
  const columns = names(dialect, plan.columns)
  const merge = `insert into ${target} (${columns}) select ${columns} from ${stage}${onConflict(dialect, plan)}`
  await session.query(
    `create temporary table ${stage.slice('"pg_temp".'.length)} as select ${columns} from ${target} with no data`,
    [],
  )
  let used = false
  return {
    async write(rows) {
      if (used) await session.query(`truncate ${stage}`, [])
      used = true
      await copy(stage, rows)
      return (await session.query(merge, [])).affected
    },
    writeOne: one,
    async close() {
      await session.query(`drop table if exists ${stage}`, [])
    },
  }
}

/** Without COPY: one text array for each column, in one statement whatever the number of rows. */
export async function unnestWriter(session: BulkSession, plan: BulkPlan): Promise<BulkWriter> {
  const target = quoteId(dialect, plan.table)
  const { rows: found } = await session.query(
    'select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped',
    [target],
  )
  const types = new Map(found.map((row) => [row.name, row.type as string]))
  const columns = names(dialect, plan.columns)
  const typed = plan.columns.map((column, index) => `u.c${index}::${types.get(column) ?? 'text'}`).join(', ')
  const arrays = plan.columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  const aliases = plan.columns.map((_, index) => `c${index}`).join(', ')
  const text = `insert into ${target} (${columns}) select ${typed} from unnest(${arrays}) as u(${aliases})${onConflict(dialect, plan)}`
  return {
    async write(rows) {
      const values = plan.columns.map((_, index) => dialect.encode(rows.map((row) => plainText(row[index]) ?? null)))
      return (await session.query(text, values)).affected
    },
    writeOne: singleRow(session, plan),
    close: async () => {},
  }
}

function singleRow(session: BulkSession, plan: BulkPlan): (row: readonly unknown[]) => Promise<number> {
  const text = `insert into ${quoteId(dialect, plan.table)} (${names(dialect, plan.columns)}) values (${placeholders(dialect, plan.columns.length)})${onConflict(dialect, plan)}`
  return async (row) => (await session.query(text, row)).affected
}
