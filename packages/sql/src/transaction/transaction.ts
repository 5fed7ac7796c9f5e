import { backoffMs, InputError, InvalidRequestError, type RunningOperation, sleep } from '@bpmcentr/core'
import { failureOf } from '../driver/errors.ts'
import { queriesOf } from '../queries.ts'
import { onSession, type Scope } from '../scope.ts'
import type { Transaction, TransactionOptions } from '../types.ts'
import { Held } from './held.ts'

const DEFAULT_RETRIES = 3

export function runTransaction<T>(
  scope: Scope,
  options: TransactionOptions,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { isolation, readOnly, retry = DEFAULT_RETRIES } = options
  if (typeof work !== 'function') throw new InputError('transaction: expected a function')
  const operation = { name: 'transaction', kind: readOnly ? 'read' : 'action', input: { isolation, readOnly } } as const
  return scope.runner.run(operation, options, async (call) => {
    for (let attempt = 0; ; attempt++) {
      const outcome = await once(scope, call, options, work)
      if (!('again' in outcome)) return outcome.value
      if (attempt >= (retry === false ? 0 : retry)) throw outcome.again
      const wait = backoffMs(attempt, { base: 25 })
      call.context.backoff += wait
      await sleep(scope.runner.clock, wait, call.signal)
    }
  })
}

type Outcome<T> = { readonly value: T } | { readonly again: unknown }

function once<T>(
  scope: Scope,
  call: RunningOperation,
  { isolation, readOnly }: TransactionOptions,
  work: (tx: Transaction) => Promise<T>,
): Promise<Outcome<T>> {
  return scope.use(call, async (session) => {
    const held = new Held(scope.driver, scope.runner, session, call.signal)
    await onSession(held, session, call, false, () => session.begin({ isolation, readOnly }))
    let value: T
    try {
      value = await work(transactionOf(held))
      await held.finish()
      if (held.doomed !== undefined) throw held.doomed
      call.check()
    } catch (thrown) {
      await held.finish()
      await rollback(held)
      if (failureOf(held.doomed)?.restart) return { again: held.doomed }
      throw thrown
    }
    let kept: boolean
    try {
      kept = await onSession(scope, session, call, true, () => session.commit())
    } catch (thrown) {
      await rollback(held)
      if (failureOf(thrown)?.restart) return { again: thrown }
      throw thrown
    }
    if (!kept)
      throw new InvalidRequestError(
        'a statement had failed, so the database rolled the transaction back instead of committing it',
        {
          code: 'failed_transaction',
          sent: 'yes',
        },
      )
    return { value }
  })
}

async function rollback({ session }: Held): Promise<void> {
  if (session.broken) return
  try {
    await session.rollback()
  } catch {
    // Whatever is left of it, nobody may use it.
    session.destroy()
  }
}

function transactionOf(held: Held): Transaction {
  return Object.assign(queriesOf(held), {
    signal: held.signal,
    transaction: <T>(work: (tx: Transaction) => Promise<T>) => savepoint(held, work),
  })
}

/** Runs work between a savepoint and its release. */
async function savepoint<T>(held: Held, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { set, release, back } = held.driver.dialect.savepoint(`bpmcentr_${held.nextLevel()}`)
  const say = (text: string) =>
    held.runner.run({ name: 'savepoint', kind: 'action', input: { sql: text } }, { signal: held.signal }, (call) =>
      held.use(call, (session) => onSession(held, session, call, false, () => session.query(text, []))),
    )
  await say(set)
  try {
    const value = await work(transactionOf(held))
    if (release !== undefined) await say(release)
    return value
  } catch (thrown) {
    if (held.doomed === undefined && !held.session.broken && !held.signal.aborted) await say(back)
    throw thrown
  }
}
