import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { afterAll } from 'vitest'
import { postgres } from '../../src/postgres.ts'
import { freePort } from '../support/freePort.ts'
import type { Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const engine = await PGlite.create()
const port = await freePort()
const server = new PGLiteSocketServer({ db: engine, host: '127.0.0.1', port, maxConnections: 20 })
await server.start()
afterAll(async () => {
  await server.stop()
  await engine.close()
})

/** PostgreSQL compiled to WebAssembly, behind a socket, with the real driver. It does one thing at a time and takes no COPY. */
const target: Target = {
  name: 'PGlite',
  dialect: 'postgres',
  open: (options) =>
    postgres({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
      bulk: 'unnest',
      ...options,
      pool: { max: 1 },
    }),
  server: { host: '127.0.0.1', port },
  types: { text: 'text', key: 'text', decimal: 'numeric(30,4)', bytes: 'bytea', bigint: 'bigint', time: 'timestamptz' },
  slow: undefined,
  parallel: false,
  authenticates: false,
  lockTimeout: undefined,
  largest: 1024 * 1024,
}

conformance(target)
