import { describe, expect, it } from 'vitest'
import { OPEN, start } from './support/shop.ts'

const answer = (code: number | undefined, message: string, rest: object = {}, status = 200) =>
  ({ with: 'status', status, body: { success: false, errors: { message, code, ...rest } } }) as const

describe('success: false', () => {
  it.each([
    [1001, 'required_parameter', 'InvalidRequestError'],
    [1005, 'check_correctness_of_data', 'InvalidRequestError'],
    [1022, 'error.start_date', 'InvalidRequestError'],
    [1010, 'access_denied', 'PermissionError'],
    [1019, 'entity_not_found', 'NotFoundError'],
    [1404, 'model_not_found', 'NotFoundError'],
    [5404, 'not_found', 'NotFoundError'],
    [1031, 'model_cannot_be_saved', 'ConflictError'],
    [3002, 'entity_not_end_processed', 'ConflictError'],
    [1101, 'error_nova_poshta', 'ApiError'],
    [7001, 'error_block_kit', 'ApiError'],
    [99_999, 'something_new', 'ApiError'],
    [undefined, 'access_denied', 'PermissionError'],
  ])('with code %s (%s) is %s, though the status is 200', async (code, message, name) => {
    const { shop, box, failure, run } = start()
    await run(shop.orders.counts())
    box.fail(answer(code, message, { description: 'Опис' }))
    expect(await failure(shop.orders.counts())).toMatchObject({
      name,
      status: 200,
      vendorCode: code === undefined ? message : String(code),
      vendorMessage: 'Опис',
    })
  })

  it.each([0, 1003, 5503])('with code %d is tried again by a read, and left unknown by a message', async (code) => {
    const { shop, box, run, failure } = start()
    await run(shop.orders.counts())
    box.fail(answer(code, 'server_error'))
    await run(shop.orders.counts())
    box.fail(answer(code, 'server_error'))
    const message = { chat_id: 193611, receiver_id: 38856538, body: 'Добрий день!' }
    expect(await failure(shop.chats.send(message))).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.state.messages.size).toBe(45)
  })

  it('waits half a minute while Rozetka is under maintenance', async () => {
    const { shop, box, run, clock } = start()
    await run(shop.orders.counts())
    const from = clock.now()
    box.fail(answer(5503, 'technical_maintenance'))
    await run(shop.orders.counts())
    expect(clock.now() - from).toBeGreaterThanOrEqual(30_000)
  })

  it.each([
    ['an object', { code: 1005, message: 'check', details: { ttn: ['Заповніть ТТН'] } }],
    ['a list', [{ code: 1005, message: 'check', details: [{ attribute: 'ttn', message: 'Заповніть ТТН' }] }]],
    ['a list of maps', { code: '1005', message: 'check', details: [{ ttn: 'Заповніть ТТН' }] }],
  ])('is understood with errors as %s', async (_what, errors) => {
    const { shop, box, run, failure } = start()
    await run(shop.orders.counts())
    box.fail({ with: 'status', status: 200, body: { success: false, errors } })
    expect(await failure(shop.orders.setStatus({ id: OPEN, status: 26 }))).toMatchObject({
      name: 'InvalidRequestError',
      vendorCode: '1005',
      issues: [{ field: 'ttn', message: 'Заповніть ТТН' }],
    })
  })

  it.each([{ success: false }, { success: false, errors: null }, { success: 0, errors: 'ні' }, { errors: [] }])(
    'says nothing and is an error all the same: %j',
    async (body) => {
      const { shop, box, run, failure } = start()
      await run(shop.orders.counts())
      box.fail({ with: 'status', status: 200, body })
      expect(await failure(shop.orders.counts())).toMatchObject({ name: 'ApiError' })
    },
  )

  it('in the place of a file is an error, not a file', async () => {
    const { shop, run, failure } = start()
    const file = await run(shop.orders.pdf({ id: OPEN }))
    expect(new TextDecoder().decode(file)).toMatch(/^%PDF/)
    expect(await failure(shop.orders.pdf({ id: 1 }))).toMatchObject({ name: 'NotFoundError' })
    expect(await failure(shop.waybills.rozetka.print({ track_numbers: ['UNK-0'] }))).toMatchObject({
      vendorCode: '1110',
    })
  })
})

describe('too many requests', () => {
  it('are waited out as long as the answer says, or ten seconds', async () => {
    const { shop, box, run, clock } = start()
    await run(shop.orders.counts())
    let from = clock.now()
    box.fail({ with: 'rateLimit', retryAfter: 4 })
    await run(shop.orders.counts())
    expect(clock.now() - from).toBeGreaterThanOrEqual(4_000)
    expect(clock.now() - from).toBeLessThan(9_000)
    from = clock.now()
    box.fail({ with: 'status', status: 429, body: { success: false } })
    await run(shop.orders.counts())
    expect(clock.now() - from).toBeGreaterThanOrEqual(10_000)
  })

  it('do not come about at the pace that this client keeps, for all clients of an account', async () => {
    const { shop, connect, run, box, clock } = start({ limits: true })
    const other = connect()
    const from = clock.now()
    await run(Promise.all(Array.from({ length: 30 }, () => [shop.orders.counts(), other.orders.counts()]).flat()))
    expect(box.requests.filter((request) => request.status === 429)).toEqual([])
    expect(clock.now() - from).toBeGreaterThanOrEqual(18_000)
  })
})
