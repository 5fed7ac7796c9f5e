import { bearer, defineConnector, isSecret, Secret, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { buyers } from './buyers.ts'
import { calls } from './calls.ts'
import { companies } from './companies.ts'
import { customFields } from './customFields.ts'
import { advice, keycrmErrors } from './errors.ts'
import { keycrmLimits } from './limits.ts'
import { offers } from './offers.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { pipelines } from './pipelines.ts'
import { products } from './products.ts'
import { storage } from './storage.ts'
import { users } from './users.ts'
import { keycrmWebhooks } from './webhooks.ts'

const Options = schema(() =>
  z.strictObject({
    // `undefined` is taken so that `process.env.KEYCRM_KEY` fits; it is refused with the rest that is no key.
    apiKey: z
      .custom<string | Secret | undefined>((key) => keyIn(key) !== '', 'expected the API key of your KeyCRM')
      .transform((key) => new Secret(keyIn(key))),
    baseUrl: z.url().default('https://openapi.keycrm.app/v1/'),
  }),
)

/** The key as copied, also with the word `Bearer` that KeyCRM's own documentation puts in front of it. */
function keyIn(value: unknown): string {
  const text = isSecret(value) ? value.reveal() : value
  return typeof text === 'string' ? text.trim().replace(/^bearer(\s+|$)/i, '') : ''
}

/** Every operation, by resource. Named, so that editors show the comments of the operations themselves. */
export type KeycrmOperations = {
  readonly orders: typeof orders
  readonly buyers: typeof buyers
  readonly companies: typeof companies
  readonly products: typeof products
  readonly offers: typeof offers
  readonly pipelines: typeof pipelines
  readonly payments: typeof payments
  readonly customFields: typeof customFields
  readonly storage: typeof storage
  readonly calls: typeof calls
  readonly users: typeof users
}

const operations: KeycrmOperations = {
  orders,
  buyers,
  companies,
  products,
  offers,
  pipelines,
  payments,
  customFields,
  storage,
  calls,
  users,
}

/**
 * KeyCRM, Open API v1: orders, buyers, companies, products, stocks, pipelines, payments, files and calls.
 *
 * @example
 * const crm = keycrm({ apiKey: process.env.KEYCRM_KEY })
 * for await (const order of crm.orders.list({ filter: { payment_status: 'not_paid' } })) console.log(order.id)
 */
export const keycrm = defineConnector({
  id: 'keycrm',
  title: 'KeyCRM',
  help: 'An owner or administrator finds the API key in the settings of KeyCRM: https://help.keycrm.app/uk/process-automation-api-and-more/where-to-get-an-api-key',
  options: Options,
  connect: ({ apiKey, baseUrl }) => ({
    baseUrl,
    auth: bearer(apiKey),
    limits: keycrmLimits(),
    classify: keycrmErrors,
    // Without it Laravel may answer an error with a page or a redirect.
    headers: { accept: 'application/json' },
    queryStyle: 'deepObject',
    advice,
  }),
  operations,
  webhooks: keycrmWebhooks,
  // KeyCRM has no "who am I": any user proves that the key is good, none of them names the company.
  test: async (client) => {
    await client.users.list({ limit: 1 }).first()
    return { label: 'KeyCRM' }
  },
})
