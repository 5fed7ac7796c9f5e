import { type ClientBase, ConfigError, concurrency, defineConnector } from '@bpmcentr/core'
import { authFor, hasSession, SESSION_HEADER } from './auth.ts'
import { onecClient } from './client.ts'
import { advice, onecErrors } from './errors.ts'
import { HELP, Options, rootOf } from './options.ts'

/** Reads of fat objects take their time. */
const ATTEMPT_TIMEOUT = 120_000

/**
 * 1C:Enterprise through its standard OData interface: catalogs, documents, registers, constants, business processes, and
 * what has changed by exchange plans.
 *
 * @example
 * const base = onec({ baseUrl: 'https://host/trade', username: 'Администратор', password: process.env.ONEC_PASSWORD })
 * for await (const item of base.catalog('Номенклатура').list({ select: ['Code', 'Description'] })) console.log(item)
 */
export const onec = defineConnector({
  id: '1c-odata',
  title: '1C:Enterprise OData',
  help: HELP,
  options: Options,
  connect: (options) => ({
    baseUrl: rootOf(options),
    auth: authFor(options),
    limits: [concurrency(options.concurrency)],
    classify: onecErrors(options.sessions),
    attemptTimeout: ATTEMPT_TIMEOUT,
    advice,
  }),
  operations: {},
  extend: (client, options) => ({
    ...onecClient(client, options),
    ...(options.sessions === 'use' ? finishing(client, options) : {}),
  }),
  test: async (client, options) => {
    const { host, pathname } = new URL(rootOf(options))
    const sets = await onecClient(client, options).sets()
    if (sets.length > 0) return { label: `1C ${host}${pathname.replace(/\/odata\/standard\.odata\/$/, '')}` }
    throw new ConfigError(
      '1c-odata: the infobase publishes nothing yet; its administrator has to call УстановитьСоставСтандартногоИнтерфейсаOData()',
    )
  },
})

/** Closing also ends the 1C session, which would hold a licence until it times out. */
function finishing(client: ClientBase, options: Options): Pick<ClientBase, 'close'> & AsyncDisposable {
  const close = client.close.bind(client)
  const finish = async () => {
    // Whoever closes is done: that the session has ended already, or cannot be ended, is no failure of his.
    if (hasSession(options)) {
      const last = { method: 'GET', path: '', headers: { [SESSION_HEADER]: 'finish' } }
      await client.request(last, { retry: false, timeout: 10_000 }).catch(() => undefined)
    }
    await close()
  }
  return { close: finish, [Symbol.asyncDispose]: finish }
}
