import { isConnectorError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { keycrm } from '../src/index.ts'
import { KEY, start } from './support/crm.ts'

describe('the API key', () => {
  it.each([KEY, ` ${KEY} `, `Bearer ${KEY}`, ` bearer  ${KEY}\n`])('is taken as pasted: %j', async (apiKey) => {
    const { crm, box, run } = start({}, { apiKey } as object)
    await run(crm.orders.get({ id: 22 }))
    expect(box.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(box.requests[0]?.headers.accept).toBe('application/json')
  })

  it.each([undefined, '', '   ', 'Bearer', 'bearer  ', 42 as never])(
    'must be there: %j is refused with where to find one',
    (apiKey) => {
      expect(() => keycrm({ apiKey })).toThrow(/apiKey: expected the API key of your KeyCRM.*help\.keycrm\.app/)
    },
  )

  it('that KeyCRM refuses is an AuthenticationError which says where to look, and does not show the key', async () => {
    const { crm, failure, box } = start({ keys: ['another'] })
    const error = await failure(crm.orders.get({ id: 22 }))
    expect(error).toMatchObject({ name: 'AuthenticationError', status: 401, vendorMessage: 'Unauthenticated.' })
    expect(String(error)).toContain('settings')
    expect(JSON.stringify(error) + String(error)).not.toContain(KEY)
    expect(box.requests).toHaveLength(1)
  })

  it('is proved by one cheap call', async () => {
    const { crm, run, box, failure } = start()
    expect(await run(crm.test())).toEqual({ label: 'KeyCRM' })
    expect(box.requests.map((request) => [request.path, request.query])).toEqual([['/users', 'page=1&limit=1']])
    box.reset()
    box.fail({ with: 'status', status: 401 })
    expect(await failure(crm.test())).toMatchObject({ name: 'AuthenticationError' })
  })

  it('of a client with unknown options is not used: the option is named', () => {
    expect(() => keycrm({ apiKey: KEY, basUrl: 'https://x.example' } as never)).toThrow(/basUrl/)
  })
})

describe('answers that are errors', () => {
  it('name every field that the vendor complains about', async () => {
    const { crm, box, failure } = start()
    const errors = { 'products.0.sku': ['The sku is invalid.', 'Second.'], buyer: 'must be an object', odd: 5 }
    box.fail({ with: 'status', status: 422, body: { message: 'The given data was invalid.', errors } })
    const error = await failure(crm.orders.update({ id: 22, status_id: 2 }))
    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      vendorMessage: 'The given data was invalid.',
      issues: [
        { field: 'products.0.sku', message: 'The sku is invalid.' },
        { field: 'products.0.sku', message: 'Second.' },
        { field: 'buyer', message: 'must be an object' },
      ],
    })
  })

  it.each([
    ['text', 'nonsense'],
    ['a list', ['nonsense']],
    ['errors of another shape', { errors: 'nonsense' }],
    ['nothing', undefined],
  ])('are understood with %s in the body', async (_what, body) => {
    const { crm, box, failure } = start()
    box.fail({ with: 'status', status: 422, body })
    expect(await failure(crm.orders.update({ id: 22, status_id: 2 }))).toMatchObject({
      name: 'InvalidRequestError',
      issues: [],
    })
  })

  it('include a plain `status: false` under HTTP 200', async () => {
    const { crm, box, failure } = start()
    box.fail({ with: 'status', status: 200, body: { status: false } })
    const error = await failure(crm.offers.update({ offers: [{ id: 22, price: 1 }] }))
    expect(error).toMatchObject({ name: 'InvalidRequestError', status: 200 })
  })

  it('of the server are retried for reads, and left unknown for what cannot be repeated', async () => {
    const { crm, box, run, failure } = start()
    box.fail({ with: 'status', status: 500, times: 2 })
    await run(crm.orders.get({ id: 22 }))
    box.fail({ with: 'status', status: 500 })
    const error = await failure(crm.buyers.create({ full_name: 'Хтось' }))
    expect(isConnectorError(error) && error.name).toBe('OutcomeUnknownError')
    expect(box.requests).toHaveLength(4)
  })
})
