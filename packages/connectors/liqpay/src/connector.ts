import { concurrency, defineConnector, isConnectorError, secret } from '@bpmcentr/core'
import * as z from 'zod'
import { liqpayAuth } from './auth.ts'
import { type Checkout, createCheckout } from './checkout.ts'
import { liqpayErrors } from './errors.ts'
import { operations } from './operations.ts'
import { algorithmOf } from './sign.ts'
import { type WaitForFile, waitForFile } from './waitForFile.ts'
import { liqpayWebhooks } from './webhooks.ts'

const WHERE_KEYS_ARE =
  'The keys are in the LiqPay cabinet, in the settings of the shop (www.liqpay.ua/en/adminbusiness)'

/** What a LiqPay client has besides its operations. */
export interface LiqpayExtra {
  /** Forms, links and widget parameters for the buyer. Sends nothing. */
  readonly checkout: Checkout
  /** Polls a CSV file of `reports.compensationFile` until it is made. */
  readonly waitForFile: WaitForFile
}

/**
 * LiqPay by PrivatBank: checkout, payments, holds, subscriptions, invoices, payouts, reports and callbacks. Amounts are in
 * major units (149.5 is 149 hryvnias 50 kopiykas) and sent with at most two decimals.
 */
export const liqpay = defineConnector({
  id: 'liqpay',
  title: 'LiqPay',
  help: WHERE_KEYS_ARE,
  options: () =>
    z.strictObject({
      /** Goes with every request; test keys begin with `sandbox_`. */
      publicKey: z.string().min(1),
      privateKey: secret(z.string().min(1)),
      /** 3 signs with SHA-1, 7 with SHA3-256. */
      version: z.union([z.literal(3), z.literal(7)]).default(3),
      /** Default: the one that belongs to `version`. */
      signatureAlgorithm: z.enum(['sha1', 'sha3-256']).optional(),
      baseUrl: z.url().default('https://www.liqpay.ua/api/'),
      /** The page where the buyer pays. Default: `3/checkout` under the base URL, for both versions. */
      checkoutUrl: z.url().optional(),
    }),
  connect: ({ baseUrl, publicKey, privateKey, version, signatureAlgorithm }) => ({
    baseUrl,
    auth: liqpayAuth({ publicKey, privateKey, version, algorithm: signatureAlgorithm }),
    classify: liqpayErrors,
    // LiqPay names JSON in more than one way.
    contentTypes: 'any',
    // No limit is documented; five at once is what a single shop can be expected to be served.
    limits: [concurrency(5)],
    attemptTimeout: 15_000,
    advice: {
      authentication: `Check the public and the private key, and that they are of one shop. ${WHERE_KEYS_ARE}.`,
      permission: 'The shop may not do this; ask LiqPay support to allow it.',
      declined: 'The payment was refused; the buyer may try another card, with a new order_id.',
    },
  }),
  operations,
  webhooks: liqpayWebhooks,
  extend: (client, { baseUrl, publicKey, privateKey, version, signatureAlgorithm, checkoutUrl }): LiqpayExtra => ({
    checkout: createCheckout({
      publicKey,
      privateKey,
      version,
      algorithm: signatureAlgorithm ?? algorithmOf(version),
      checkoutUrl: checkoutUrl ?? new URL('3/checkout', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`).href,
    }),
    waitForFile: waitForFile(client.reports.compensationFileStatus),
  }),
  async test(client, { publicKey }) {
    try {
      await client.payments.status({ order_id: 'bpmcentr-connection-test' })
    } catch (error) {
      // LiqPay looks for the payment only after it has checked the signature.
      if (!isConnectorError(error) || error.vendorCode !== 'payment_not_found') throw error
    }
    return { label: `LiqPay shop ${publicKey}`, id: publicKey }
  },
})
