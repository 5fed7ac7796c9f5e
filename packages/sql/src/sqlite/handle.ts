import { ConfigError } from '@bpmcentr/core'
import { load } from '../driver/load.ts'

/** What node:sqlite and better-sqlite3 have in common. */
export interface Handle {
  prepare(text: string): Prepared
  exec(text: string): void
  close(): void
}

export interface Prepared {
  /** Whether it gives rows. */
  readonly reads: boolean
  all(values: readonly unknown[]): Record<string, unknown>[]
  run(values: readonly unknown[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  iterate(values: readonly unknown[]): Iterator<Record<string, unknown>>
}

export interface HandleOptions {
  readonly path: string
  readonly engine: 'node' | 'better-sqlite3' | undefined
  readonly readOnly: boolean
  /** Milliseconds to wait for the lock of another process. */
  readonly busy: number
}

export type OpenHandle = (options: HandleOptions) => Promise<Handle>

/** node:sqlite where the runtime has it, else better-sqlite3. */
export const openHandle: OpenHandle = async (options) => {
  if (options.engine !== 'better-sqlite3') {
    const builtin = await import('node:sqlite').catch(() => undefined)
    if (builtin !== undefined) return openBuiltin(builtin as unknown as BuiltinModule, options)
    if (options.engine === 'node') throw new ConfigError('this Node has no node:sqlite; take 22.13 or later')
  }
  // @ts-expect-error: it comes without types.
  const module = await load('better-sqlite3', () => import('better-sqlite3'))
  return openBetter((module as { default: BetterConstructor }).default, options)
}

interface BuiltinStatement {
  setReadBigInts(enabled: boolean): void
  columns(): readonly unknown[]
  all(...values: unknown[]): Record<string, unknown>[]
  run(...values: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(...values: unknown[]): Iterator<Record<string, unknown>>
}

interface BuiltinModule {
  readonly DatabaseSync: new (
    path: string,
    options: object,
  ) => { prepare(text: string): BuiltinStatement; exec(text: string): void; close(): void }
}

function openBuiltin({ DatabaseSync }: BuiltinModule, { path, readOnly, busy }: HandleOptions): Handle {
  const database = new DatabaseSync(path, { readOnly, timeout: busy })
  return {
    prepare(text) {
      const statement = database.prepare(text)
      statement.setReadBigInts(true)
      return {
        reads: statement.columns().length > 0,
        all: (values) => statement.all(...values),
        run: (values) => statement.run(...values),
        iterate: (values) => statement.iterate(...values),
      }
    },
    exec: (text) => database.exec(text),
    close: () => database.close(),
  }
}

interface BetterStatement {
  readonly reader: boolean
  safeIntegers(enabled: boolean): BetterStatement
  all(...values: unknown[]): Record<string, unknown>[]
  run(...values: unknown[]): { changes: number; lastInsertRowid: number | bigint }
  iterate(...values: unknown[]): Iterator<Record<string, unknown>>
}

type BetterConstructor = new (
  path: string,
  options: object,
) => { prepare(text: string): BetterStatement; exec(text: string): void; close(): void; unsafeMode(on: boolean): void }

function openBetter(Better: BetterConstructor, { path, readOnly, busy }: HandleOptions): Handle {
  const database = new Better(path, { readonly: readOnly, timeout: busy })
  // Lets other statements run while a cursor is open, as node:sqlite does.
  database.unsafeMode(true)
  return {
    prepare(text) {
      const statement = database.prepare(text).safeIntegers(true)
      return {
        reads: statement.reader,
        all: (values) => statement.all(...values),
        run: (values) => statement.run(...values),
        iterate: (values) => statement.iterate(...values),
      }
    },
    exec: (text) => void database.exec(text),
    close: () => database.close(),
  }
}
