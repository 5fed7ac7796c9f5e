import { backoffMs, NetworkError, sleep } from '@bpmcentr/core'
import { toError } from '../driver/errors.ts'
import type { Scope } from '../scope.ts'
import type { PostgresDriver } from './driver.ts'

export type Notification =
  | { readonly type: 'notification'; readonly channel: string; readonly payload: string }
  /** Listening (again). What was sent before, and while there was no connection, is lost: look into the tables now. */
  | { readonly type: 'listening'; readonly channel: string }

/** Notifications that wait for the reader; a slower one is told to look into the tables instead. */
const MAX_WAITING = 10_000

export async function* notifications(
  driver: PostgresDriver,
  scope: Scope,
  channel: string,
  statement: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Notification, void> {
  const { clock, redactor } = scope.runner
  for (let failures = 0; ; ) {
    signal?.throwIfAborted()
    const { Client } = await driver.modules()
    const client = new Client(driver.config)
    const waiting: Notification[] = []
    let lost: unknown
    let wake: () => void = () => {}
    const lose = (error?: unknown) => {
      lost ??= error ?? new NetworkError('the connection for notifications broke')
      wake()
    }
    const onAbort = () => wake()
    signal?.addEventListener('abort', onAbort)
    client.on('error', lose)
    client.on('end', () => lose())
    client.on('notification', ({ payload = '' }) => {
      if (waiting.length >= MAX_WAITING) waiting.splice(0, waiting.length, { type: 'listening', channel })
      else waiting.push({ type: 'notification', channel, payload })
      wake()
    })
    try {
      try {
        await client.connect()
        await client.query(statement)
        failures = 0
        waiting.unshift({ type: 'listening', channel })
      } catch (error) {
        const told = toError(driver, redactor, error, 'connect')
        if (!(told instanceof NetworkError)) throw told
        lose(told)
      }
      while (lost === undefined || waiting.length > 0) {
        signal?.throwIfAborted()
        const next = waiting.shift()
        if (next !== undefined) yield next
        else
          await new Promise<void>((resolve) => {
            wake = resolve
            if (waiting.length > 0 || lost !== undefined || signal?.aborted) resolve()
          })
      }
    } finally {
      signal?.removeEventListener('abort', onAbort)
      client.end().catch(() => {})
    }
    await sleep(clock, backoffMs(failures++), signal)
  }
}
