import { InputError } from '@bpmcentr/core'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import { callOptions, onSession, type Scope } from '../scope.ts'
import type { Isolation } from '../statement/dialect.ts'
import { kindOf } from '../statement/kind.ts'
import { openStream } from '../stream/stream.ts'
import { Held } from '../transaction/held.ts'

/** A transaction that Kysely begins in one call and ends in another. */
interface Open {
  readonly held: Held
  readonly end: (how: 'commit' | 'rollback') => Promise<void>
}

class ScopeConnection implements DatabaseConnection {
  readonly #scope: Scope
  open: Open | undefined

  constructor(scope: Scope) {
    this.#scope = scope
  }

  get scope(): Scope {
    return this.open?.held ?? this.#scope
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { scope } = this
    const values = parameters.map((value) => scope.driver.dialect.encode(value))
    const kind = kindOf(sql)
    const operation = { name: 'kysely', kind, input: { sql, parameters: values } }
    return scope.runner.run(operation, callOptions(scope, undefined), (call) =>
      scope.use(call, async (session) => {
        const result = await onSession(scope, session, call, kind !== 'read', () => session.query(sql, values))
        const { insertId } = result
        return {
          rows: result.rows as R[],
          ...(kind === 'read' ? {} : { numAffectedRows: BigInt(result.affected) }),
          ...(insertId === undefined ? {} : { insertId: BigInt(insertId) }),
        }
      }),
    )
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery, chunk?: number): AsyncIterableIterator<QueryResult<R>> {
    const { dialect } = this.scope.driver
    const values = parameters.map((value) => dialect.encode(value))
    const stream = openStream(this.scope, { text: sql, values }, chunk === undefined ? {} : { batch: chunk })
    for await (const rows of stream.batches()) yield { rows: rows as R[] }
  }
}

export class ScopeDriver implements Driver {
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ScopeConnection> {
    return new ScopeConnection(this.#scope)
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (this.#scope.inTransaction)
      throw new InputError('a transaction is open already; for a part that can fail use tx.transaction(…)')
    const mine = connection as ScopeConnection
    mine.open = await begin(this.#scope, settings)
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await finish(connection as ScopeConnection, 'commit')
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await finish(connection as ScopeConnection, 'rollback')
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const mine = connection as ScopeConnection
    if (mine.open !== undefined) await finish(mine, 'rollback')
  }

  /** The pool belongs to the database, not to Kysely. */
  async destroy(): Promise<void> {}
}

async function finish(connection: ScopeConnection, how: 'commit' | 'rollback'): Promise<void> {
  const { open } = connection
  connection.open = undefined
  await open?.end(how)
}

function begin(scope: Scope, { isolationLevel, accessMode }: TransactionSettings): Promise<Open> {
  return new Promise((resolve, reject) => {
    const options = { timeout: Number.POSITIVE_INFINITY }
    const done = scope.runner.run({ name: 'kysely.transaction', kind: 'action' }, options, (call) =>
      scope.use(call, async (session) => {
        const held = new Held(scope.driver, scope.runner, session, call.signal)
        const isolation = isolationLevel as Isolation | undefined
        await onSession(held, session, call, false, () =>
          session.begin({ isolation, readOnly: accessMode === 'read only' }),
        )
        const how = await new Promise<'commit' | 'rollback'>((decide) => {
          resolve({
            held,
            end(decision) {
              decide(decision)
              return done
            },
          })
        })
        await held.finish()
        if (how === 'commit') {
          if (held.doomed !== undefined) throw held.doomed
          await onSession(scope, session, call, true, () => session.commit())
        } else if (!session.broken) await session.rollback().catch(() => session.destroy())
      }),
    )
    done.catch(reject)
  })
}
