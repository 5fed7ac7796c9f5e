import { type ServedSandbox, serve } from '@bpmcentr/core/testing'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { liqpaySandbox } from '@bpmcentr/liqpay/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { all, installEngines } from './engines.ts'

const crm = keycrmSandbox({ keys: ['sandbox-key'] })
const shop = liqpaySandbox()
let crmServer: ServedSandbox
let shopServer: ServedSandbox

beforeAll(async () => {
  installEngines()
  crmServer = await serve(crm)
  shopServer = await serve(shop)
})

afterAll(async () => {
  await crmServer.close()
  await shopServer.close()
})

test.each(all)('the built packages list, create and receive a webhook on $name', async (engine) => {
  const result = await engine.run({
    keycrm: { baseUrl: crmServer.baseUrl, apiKey: 'sandbox-key' },
    liqpay: { baseUrl: shopServer.baseUrl, ...shop.keys },
  })
  expect(result).toEqual({
    created: true,
    listed: expect.any(Number),
    refused: 'AuthenticationError',
    unknownPayment: 'NotFoundError',
    received: ['order-1 success'],
    callbacks: { signed: true, forged: false },
  })
})
