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

/** A statement without values goes as text, since many kinds of statements cannot be prepared. */
export function send(connection: MysqlConnection, sql: string, values: readonly unknown[]): Promise<Row[] | Header> {
  return new Promise((resolve, reject) => {
    const done: Done = (error, result) => (error ? reject(error) : resolve(result as Row[] | Header))
    if (values.length === 0) connection.query({ sql }, done)
    else connection.execute({ sql, values }, done)
  })
}
