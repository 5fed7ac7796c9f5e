import type { Row } from '../driver/types.ts'

/** What of mysql2's connection is used here. */
export interface MysqlConnection {
  readonly threadId: number
  query(options: { sql: string }, done?: Done): Command
  execute(options: { sql: string; values: readonly unknown[] }, done?: Done): Command
  pause(): void
  resume(): void
  destroy(): void
  on(event: string, run: (error?: unknown) => void): void
  once(event: string, run: (error?: unknown) => void): void
}

type Done = (error: unknown, result: unknown) => void

export interface Command {
  on(event: string, run: (value: unknown) => void): Command
}

export interface MysqlModule {
  createConnection(config: object): MysqlConnection
}

/** What a statement answers that gives no rows. */
export interface Header {
  readonly affectedRows: number
  readonly insertId: number | string
}

/** Resolves when the server has let us in. */
export function connected(module: MysqlModule, config: object): Promise<MysqlConnection> {
  return new Promise((resolve, reject) => {
    const connection = module.createConnection(config)
    connection.once('connect', () => resolve(connection))
    connection.on('error', reject)
  })
}

/**
 * Prepared, also without values: text answers write times and floats in other forms than binary ones do. What cannot be
 * prepared goes as text.
 */
export async function send(
  connection: MysqlConnection,
  sql: string,
  values: readonly unknown[],
): Promise<Row[] | Header> {
  try {
    return await new Promise((resolve, reject) => {
      connection.execute({ sql, values }, (error, result) =>
        error ? reject(error) : resolve(result as Row[] | Header),
      )
    })
  } catch (error) {
    if ((error as { errno?: unknown }).errno !== UNPREPARABLE || values.length > 0) throw error
    return sendText(connection, sql)
  }
}

/** ER_UNSUPPORTED_PS */
const UNPREPARABLE = 1295

export function sendText(connection: MysqlConnection, sql: string): Promise<Row[] | Header> {
  return new Promise((resolve, reject) => {
    connection.query({ sql }, (error, result) => (error ? reject(error) : resolve(result as Row[] | Header)))
  })
}
