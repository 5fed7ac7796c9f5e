import type { Connection, Request } from 'tedious'
import type { Row } from '../driver/types.ts'

export interface TediousModule {
  readonly Connection: new (config: object) => Connection
  readonly Request: typeof Request
  readonly TYPES: typeof import('tedious')['TYPES']
}

interface Column {
  readonly value: unknown
  readonly metadata: { readonly colName: string }
}

/** One statement with its parameters; `onRow` gets each row. Resolves to the number of rows it touched. */
export function perform(
  module: TediousModule,
  connection: Connection,
  text: string,
  values: readonly unknown[],
  onRow: (row: Row, request: Request) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new module.Request(text, (error, count) => {
      if (error) reject(error)
      else resolve(count ?? 0)
    })
    for (const [index, value] of values.entries()) {
      const { type, sent } = parameter(module, value)
      request.addParameter(`p${index + 1}`, type, sent)
    }
    request.on('row', (columns: readonly Column[]) => {
      onRow(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])), request)
    })
    connection.execSql(request)
  })
}

/** Transactions and savepoints outlive only a batch, not `sp_executesql`. */
export function batch(module: TediousModule, connection: Connection, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.execSqlBatch(new module.Request(text, (error) => (error ? reject(error) : resolve())))
  })
}

const INT = 2 ** 31

function parameter({ TYPES }: TediousModule, value: unknown) {
  if (typeof value === 'number') {
    const small = Number.isInteger(value) && value >= -INT && value < INT
    return { type: small ? TYPES.Int : Number.isSafeInteger(value) ? TYPES.BigInt : TYPES.Float, sent: value }
  }
  if (typeof value === 'bigint') return { type: TYPES.BigInt, sent: value.toString() }
  if (typeof value === 'boolean') return { type: TYPES.Bit, sent: value }
  if (value instanceof Date) return { type: TYPES.DateTime2, sent: value }
  if (Buffer.isBuffer(value)) return { type: TYPES.VarBinary, sent: value }
  return { type: TYPES.NVarChar, sent: value }
}
