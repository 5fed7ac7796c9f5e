import { createHash } from 'node:crypto'
import { serve } from '@bpmcentr/core/testing'
import { describe, expect, test } from 'vitest'
import { liqpay } from '../../src/index.ts'
import { liqpaySandbox } from '../../src/testing.ts'
import { payment } from '../support.ts'

/** A client as the documentation describes it, on `fetch` and Node's crypto: it shares no code with the package. */
function plainClient(url: string, publicKey: string, privateKey: string, version: 3 | 7) {
  const sign = (data: string) =>
    createHash(version === 3 ? 'sha1' : 'sha3-256')
      .update(privateKey + data + privateKey)
      .digest('base64')
  const seal = (params: object) => {
    const data = Buffer.from(JSON.stringify({ ...params, version, public_key: publicKey })).toString('base64')
    return { data, signature: sign(data) }
  }
  const request = async (params: object) => {
    const response = await fetch(`${url}request`, { method: 'POST', body: new URLSearchParams(seal(params)) })
    return (await response.json()) as Record<string, unknown>
  }
  return { sign, seal, request }
}

describe.each([3, 7] as const)('over HTTP, in version %i,', (version) => {
  test('a client by the documentation and this one see the same payments', async () => {
    const sandbox = liqpaySandbox()
    await using server = await serve(sandbox)
    const { publicKey, privateKey } = sandbox.keys
    const plain = plainClient(server.baseUrl, publicKey, privateKey, version)
    await using ours = liqpay({ publicKey, privateKey, version, baseUrl: server.baseUrl })

    const input = payment()
    await ours.payments.pay(input)
    expect(await plain.request({ action: 'status', order_id: input.order_id })).toMatchObject({ status: 'success' })

    const invoice = {
      action: 'invoice_send',
      email: 'b@example.com',
      amount: 1,
      currency: 'UAH',
      order_id: 'i-1',
      description: 'Рахунок',
    }
    expect(await plain.request(invoice)).toMatchObject({ result: 'ok', status: 'invoice_wait' })
    expect(await ours.payments.status({ order_id: 'i-1' })).toMatchObject({
      status: 'invoice_wait',
      description: 'Рахунок',
    })

    const forger = plainClient(server.baseUrl, publicKey, 'x', version)
    expect(await forger.request({ action: 'status', order_id: 'i-1' })).toMatchObject({ err_code: 'err_signature' })
  })

  test('its checkout data are paid, and it verifies the callback', () => {
    const sandbox = liqpaySandbox()
    const { publicKey, privateKey } = sandbox.keys
    const plain = plainClient('', publicKey, privateKey, version)
    const order = { action: 'pay', amount: '7.5', currency: 'UAH', description: 'Кава «Арабіка»', order_id: 'o-1' }
    const { callback } = sandbox.buyer.pay(plain.seal(order))
    const form = new URLSearchParams(callback.body)
    const data = form.get('data') ?? ''
    expect(form.get('signature')).toBe(plain.sign(data))
    expect(JSON.parse(Buffer.from(data, 'base64').toString())).toMatchObject({
      status: 'success',
      amount: 7.5,
      version,
    })
  })
})
