import { InputError } from '@bpmcentr/core'
import type { BulkPlan, BulkWriter } from '../bulk/types.ts'
import type { BeginOptions, Result, Row, Session } from '../driver/types.ts'
import { writeText } from './mergeText.ts'

/** What of node-oracledb is used here. */
export interface OracleModule {
  readonly OUT_FORMAT_OBJECT: number
  readonly STRING: unknown
  readonly BUFFER: unknown
  readonly DB_TYPE_NUMBER: unknown
  readonly DB_TYPE_CLOB: unknown
  readonly DB_TYPE_NCLOB: unknown
  readonly DB_TYPE_BLOB: unknown
  getConnection(config: object): Promise<OracleConnection>
}

interface OracleConnection {
  execute(text: string, values: readonly unknown[], options: object): Promise<OracleResult>
  executeMany(text: string, rows: readonly (readonly unknown[])[], options: object): Promise<{ rowsAffected?: number }>
  commit(): Promise<void>
  rollback(): Promise<void>
  break(): Promise<void>
  close(options: { drop: boolean }): Promise<void>
  isHealthy(): boolean
}

interface OracleResult {
  readonly rows?: Row[]
  readonly rowsAffected?: number
  readonly resultSet?: { getRows(count: number): Promise<Row[]>; close(): Promise<void> }
}

export async function openSession(module: OracleModule, config: object): Promise<Session> {
  const connection = await module.getConnection(config)
  let broken = false
  let inTransaction = false
  const options = {
    outFormat: module.OUT_FORMAT_OBJECT,
    fetchTypeHandler: (column: FetchColumn) => fetchAs(module, column),
  }
  const query = async (text: string, values: readonly unknown[]): Promise<Result> => {
    const { rows, rowsAffected } = await connection.execute(text, values, { ...options, autoCommit: !inTransaction })
    return { rows: rows ?? [], affected: rowsAffected ?? 0 }
  }
  return {
    query,
    async *stream(text, values, batch) {
      const { resultSet } = await connection.execute(text, values, {
        ...options,
        resultSet: true,
        fetchArraySize: batch,
      })
      if (resultSet === undefined) return
      try {
        for (;;) {
          const rows = await resultSet.getRows(batch)
          if (rows.length > 0) yield rows
          if (rows.length < batch) return
        }
      } finally {
        await resultSet.close()
      }
    },
    async begin({ isolation, readOnly }: BeginOptions) {
      if (isolation !== undefined && isolation !== 'serializable' && isolation !== 'read committed')
        throw new InputError('isolation: Oracle knows read committed and serializable')
      inTransaction = true
      if (readOnly) await query('set transaction read only', [])
      else if (isolation !== undefined) await query(`set transaction isolation level ${isolation}`, [])
    },
    async commit() {
      await connection.commit()
      inTransaction = false
      return true
    },
    async rollback() {
      await connection.rollback()
      inTransaction = false
    },
    cancel: () => connection.break(),
    get broken() {
      return broken || !connection.isHealthy()
    },
    destroy() {
      broken = true
      connection.close({ drop: true }).catch(() => {})
    },
    bulk: async (plan) => writer(connection, plan),
  }
}

function writer(connection: OracleConnection, plan: BulkPlan): BulkWriter {
  const text = writeText(plan)
  const write = async (rows: readonly (readonly unknown[])[]): Promise<number> =>
    (await connection.executeMany(text, rows, { autoCommit: false })).rowsAffected ?? 0
  return { write, writeOne: (row) => write([row]), close: async () => {} }
}

interface FetchColumn {
  readonly dbType: unknown
  readonly precision?: number
  readonly scale?: number
}

/** Numbers are numbers where the column says that they are small integers, else text; large objects come whole. */
export function fetchAs(
  module: OracleModule,
  { dbType, precision = 0, scale }: FetchColumn,
): { type: unknown } | undefined {
  if (dbType === module.DB_TYPE_NUMBER)
    return scale === 0 && precision > 0 && precision <= 15 ? undefined : { type: module.STRING }
  if (dbType === module.DB_TYPE_CLOB || dbType === module.DB_TYPE_NCLOB) return { type: module.STRING }
  if (dbType === module.DB_TYPE_BLOB) return { type: module.BUFFER }
  return undefined
}
