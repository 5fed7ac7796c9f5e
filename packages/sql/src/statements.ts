import { type CallOptions, InputError, type SchemaSource } from '@bpmcentr/core'
import { validRows } from './rows.ts'
import { callOptions, onSession, type Scope } from './scope.ts'
import { kindOf } from './statement/kind.ts'
import { render, renderTemplate, type Statement } from './statement/render.ts'
import { isSql, type Sql } from './statement/sql.ts'
import { openStream } from './stream/stream.ts'
import type { Execute, Executed, Query, Row, StatementOptions, Stream, StreamOptions } from './types.ts'

type Run<O, R> = (statement: () => Statement, options: O) => R

/** The three ways to call: as a tag, with a schema or options that give a tag, with a statement. */
function callable<O extends StatementOptions<unknown>, R>(scope: Scope, run: Run<O, R>): unknown {
  const { dialect } = scope.driver
  return (first: unknown, ...rest: readonly unknown[]) => {
    if (isTemplate(first)) return run(() => renderTemplate(dialect, first, rest), {} as O)
    if (isSql(first)) return run(() => render(dialect, first as Sql), (rest[0] ?? {}) as O)
    const options = optionsOf<O>(first)
    return (strings: unknown, ...values: readonly unknown[]) => {
      if (!isTemplate(strings)) throw new InputError('expected a template: db.query(schema)`select …`')
      return run(() => renderTemplate(dialect, strings, values), options)
    }
  }
}

function isTemplate(value: unknown): value is readonly string[] {
  return Array.isArray(value) && Object.hasOwn(value, 'raw') && Object.isFrozen(value)
}

function optionsOf<O>(value: unknown): O {
  if (typeof value === 'function') return { row: value } as O
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return (typeof (value as { safeParse?: unknown }).safeParse === 'function' ? { row: value } : value) as O
  }
  throw new InputError('expected a template, as in db.query`select …`; SQL in plain text is not taken, see raw()')
}

export function queryOf(scope: Scope): Query {
  return callable(scope, async (statement, options: StatementOptions<unknown>) => {
    const { rows } = await perform(scope, 'query', statement, options)
    return rows
  }) as Query
}

export function executeOf(scope: Scope): Execute {
  return callable(scope, async (statement, options: StatementOptions<unknown>): Promise<Executed> => {
    const { affected } = await perform(scope, 'execute', statement, options)
    return { affected }
  }) as Execute
}

export function streamOf(scope: Scope): Stream {
  return callable(scope, (statement, options: StreamOptions<unknown>) =>
    openStream(scope, statement(), options),
  ) as Stream
}

/** One statement as one operation. */
export async function perform(
  scope: Scope,
  name: string,
  make: () => Statement,
  options: { row?: SchemaSource<unknown> | undefined; kind?: StatementOptions['kind'] } & Pick<
    CallOptions,
    'signal' | 'timeout' | 'meta'
  >,
): Promise<{ rows: unknown[]; affected: number }> {
  const { text, values } = make()
  const kind = options.kind ?? kindOf(text)
  return scope.runner.run(
    { name, kind, input: { sql: text, parameters: values } },
    callOptions(scope, options),
    (call) =>
      scope.use(call, async (session) => {
        const result = await onSession(scope, session, call, kind !== 'read', () => session.query(text, values))
        return options.row === undefined
          ? result
          : { rows: validRows(options.row, result.rows as Row[]), affected: result.affected }
      }),
  )
}
