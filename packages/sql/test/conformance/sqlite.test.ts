import { sqlite } from '../../src/sqlite.ts'
import { temporaryDirectory } from '../support/directory.ts'
import type { Target } from '../support/target.ts'
import { conformance } from './suite.ts'

const directory = temporaryDirectory()
let files = 0

function target(engine: 'node' | 'better-sqlite3', file: () => string): Target {
  return {
    name: `SQLite (${engine}, ${file() === ':memory:' ? 'memory' : 'file'})`,
    dialect: 'sqlite',
    open: ({ plugins, timeout, clock } = {}) => sqlite({ file: file(), engine, plugins, timeout, clock }),
    server: undefined,
    types: { text: 'text', key: 'text', decimal: 'numeric', bytes: 'blob', bigint: 'bigint', time: 'text' },
    slow: undefined,
    parallel: false,
    authenticates: false,
    lockTimeout: undefined,
    largest: 64 * 1024 * 1024,
  }
}

for (const engine of ['node', 'better-sqlite3'] as const) {
  const path = `${directory}/db-${files++}.sqlite`
  conformance(target(engine, () => path))
}
