import type { Client, ClientConfig } from 'pg'
import type { BulkPlan } from '../bulk/types.ts'
import type { BeginOptions, Result, Row, Session } from '../driver/types.ts'
import { copyWriter, unnestWriter } from './bulk.ts'
import type { CopyIn } from './copyIn.ts'
import type { TypeParsers } from './types.ts'

/** The two packages, loaded. */
export interface PgModules {
  readonly Client: new (config: ClientConfig) => Client
  readonly Connection: new (config: object) => CancelConnection
  readonly Cursor: new (text: string, values: unknown[], config: object) => PgCursor
}

interface CancelConnection {
  connect(port: number | string, host?: string): void
  on(event: string, run: (error?: unknown) => void): void
  cancel(processId: number, secretKey: number): void
}

interface PgCursor {
  submit: (connection: never) => void
  read(rows: number): Promise<Row[]>
  close(): Promise<void>
}

interface Backend {
  readonly host: string
  readonly port: number
  readonly processID: number
  readonly secretKey: number
  readonly connection: { readonly stream: { destroy(): void } }
}

export interface SessionSettings {
  readonly config: ClientConfig
  readonly types: TypeParsers
  readonly bulk: 'copy' | 'unnest'
}

export async function openSession(modules: PgModules, settings: SessionSettings): Promise<Session> {
  const { types } = settings
  const client = new modules.Client({ ...settings.config, types: types as never })
  let broken = false
  client.on('error', () => {
    broken = true
  })
  client.on('end', () => {
    broken = true
  })
  const backend = client as unknown as Backend
  try {
    await client.connect()
  } catch (error) {
    backend.connection.stream.destroy()
    throw error
  }

  const query = async (text: string, values: readonly unknown[]): Promise<Result & { readonly command: string }> => {
    // One statement a call, whatever the text says.
    const result = await client.query({ text, values: values as unknown[], queryMode: 'extended' } as never)
    const { command, rows, rowCount } = result as unknown as { command: string; rows: Row[]; rowCount: number | null }
    return { rows, affected: command === 'SELECT' ? 0 : (rowCount ?? 0), command }
  }

  const session: Session = {
    query,
    async *stream(text, values, batch) {
      const cursor = new modules.Cursor(text, values as unknown[], { types })
      client.query(cursor as never)
      try {
        for (;;) {
          const rows = await cursor.read(batch)
          if (rows.length > 0) yield rows
          if (rows.length < batch) return
        }
      } finally {
        if (!broken) await cursor.close()
      }
    },
    async begin({ isolation, readOnly }: BeginOptions) {
      const level = isolation === 'snapshot' ? 'repeatable read' : isolation
      await query(`begin${level === undefined ? '' : ` isolation level ${level}`}${readOnly ? ' read only' : ''}`, [])
    },
    // A transaction in which a statement failed is rolled back by its commit, without an error.
    commit: async () => (await query('commit', [])).command !== 'ROLLBACK',
    async rollback() {
      await query('rollback', [])
    },
    cancel: () => cancelBackend(modules, settings.config, backend),
    get broken() {
      return broken
    },
    destroy() {
      broken = true
      backend.connection.stream.destroy()
    },
    bulk: (plan: BulkPlan) => (settings.bulk === 'copy' ? copyWriter : unnestWriter)({ query, copyIn }, plan),
  }

  async function copyIn(copy: CopyIn): Promise<void> {
    client.query(copy as never)
    await copy.done
  }
  return session
}

/** https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS – through a connection of its own. */
function cancelBackend(modules: PgModules, config: ClientConfig, backend: Backend): Promise<void> {
  return new Promise((resolve) => {
    const ssl = config.ssl ?? false
    const connection = new modules.Connection({ ssl })
    connection.on(ssl === false ? 'connect' : 'sslconnect', () =>
      connection.cancel(backend.processID, backend.secretKey),
    )
    // The server closes the connection once it has passed the request on.
    connection.on('end', () => resolve())
    connection.on('error', () => resolve())
    if (backend.host?.startsWith('/')) connection.connect(`${backend.host}/.s.PGSQL.${backend.port}`)
    else connection.connect(backend.port, backend.host)
  })
}
