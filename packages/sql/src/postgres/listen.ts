import { InputError } from '@bpmcentr/core'
import type { Scope } from '../scope.ts'
import { quoteId } from '../statement/quoteId.ts'
import { perform } from '../statements.ts'
import { postgresDialect } from './dialect.ts'
import type { PostgresDriver } from './driver.ts'
import { type Notification, notifications } from './notifications.ts'

export interface Listener {
  /**
   * What others send to a channel, over a connection of its own that is made again when it breaks. Ends with the signal,
   * by throwing its reason, or when the loop is left.
   */
  listen(channel: string, options?: { readonly signal?: AbortSignal | undefined }): AsyncIterable<Notification>
  /** Sends to everybody who listens; within 8,000 bytes. */
  notify(channel: string, payload?: string): Promise<void>
}

export function listener(driver: PostgresDriver, scope: Scope): Listener {
  return {
    listen(channel, { signal } = {}) {
      const statement = `listen ${quoteId(postgresDialect, [channel])}`
      return { [Symbol.asyncIterator]: () => notifications(driver, scope, channel, statement, signal) }
    },
    async notify(channel, payload = '') {
      quoteId(postgresDialect, [channel])
      if (typeof payload !== 'string') throw new InputError('notify: expected text')
      const statement = { text: 'select pg_notify($1, $2)', values: [channel, payload] }
      await perform(scope, 'notify', () => statement, { kind: 'action' })
    },
  }
}
