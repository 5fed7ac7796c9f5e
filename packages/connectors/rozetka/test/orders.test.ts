import { isConnectorError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ORDER_STATUSES } from '../src/index.ts'
import { OPEN, start } from './support/shop.ts'

const TTN = '20400000000000'
const PUT = { method: 'PUT', path: `/orders/${OPEN}` } as const

describe('an order', () => {
  it('has lines and delivery only when asked for, and amounts that stay decimal text', async () => {
    const { shop, run } = start()
    const bare = await run(shop.orders.get({ id: OPEN }))
    expect(bare.purchases).toBeUndefined()
    expect(bare.amount).toBe('320.00')
    const full = await run(shop.orders.get({ id: OPEN, expand: ['purchases', 'delivery', 'status_available'] }))
    expect(full.purchases?.[0]?.item?.price_offer_id).toBe('MUG-PET-350')
    expect(full.delivery?.city?.name_ua).toBe('Київ')
    expect(full.status_available?.map((row) => row.child_id)).toContain(61)
  })
})

describe('moving an order', () => {
  it('follows the working path: new, in work, handed over with a waybill', async () => {
    const { shop, box, run } = start()
    const id = box.state.orders.find((order) => order.status === ORDER_STATUSES.new)?.id ?? 0
    await run(shop.moveOrder({ id, status: 26 }))
    const moved = await run(shop.moveOrder({ id, status: 61, ttn: TTN }))
    expect(moved).toMatchObject({ id, status: 61, ttn: TTN })
    expect(box.state.orders.get(id)).toMatchObject({ status: 61, ttn: TTN })
  })

  it('refuses a change that is not offered, names what is, and sends nothing but the question', async () => {
    const { shop, failure, sent, box } = start()
    const error = await failure(shop.moveOrder({ id: OPEN, status: 6 }))
    expect(error).toMatchObject({ name: 'ConflictError', code: 'transition' })
    expect(String(error)).toMatch(/in status 26.*6 is not offered.*61/)
    expect(sent().map((request) => request.method)).toEqual(['GET'])
    expect(box.writes).toBe(0)
  })

  it('leaves alone an order that is there already', async () => {
    const { shop, run, box, sent } = start()
    expect(await run(shop.moveOrder({ id: OPEN, status: 26 }))).toMatchObject({ status: 26 })
    expect(sent()).toHaveLength(1)
    expect(box.writes).toBe(0)
  })

  it.each([
    [{ id: OPEN, status: 3 }, '`ttn` is needed'],
    [{ id: OPEN, status: 61, ttn: '  ' }, 'ttn'],
    [{ id: OPEN, status: 49 }, '`duplicate_order_id` is needed'],
  ])('is refused before anything is sent without what the status needs: %j', async (input, told) => {
    const { shop, failure, box } = start()
    const error = await failure(shop.orders.setStatus(input))
    expect(error).toMatchObject({ name: 'InputError' })
    expect(String(error)).toContain(told)
    expect(box.requests).toHaveLength(0)
  })

  it('to 2 with a waybill arrives at 61', async () => {
    const { shop, run } = start()
    expect(await run(shop.orders.setStatus({ id: OPEN, status: 2, ttn: TTN }))).toMatchObject({ status: 61, ttn: TTN })
  })

  it('is refused by Rozetka where the table does not allow it', async () => {
    const { shop, failure } = start()
    expect(await failure(shop.orders.setStatus({ id: OPEN, status: 5 }))).toMatchObject({
      name: 'InvalidRequestError',
      vendorMessage: 'Перехід в цей статус неможливий',
    })
  })
})

describe('a change of status whose answer was lost', () => {
  it.each([61, 2])('is found to have been made, and is not made twice: %d', async (status) => {
    const { shop, box, run, sent } = start()
    box.fail({ with: 'resetAfter', when: PUT })
    expect(await run(shop.orders.setStatus({ id: OPEN, status, ttn: TTN }))).toMatchObject({ status: 61, ttn: TTN })
    expect(sent().filter((request) => request.method === 'PUT')).toHaveLength(1)
    expect(box.writes).toBe(1)
  })

  it('is sent again when it was not made', async () => {
    const { shop, box, run } = start()
    box.fail({ with: 'resetBefore', when: PUT })
    expect(await run(shop.orders.setStatus({ id: OPEN, status: 61, ttn: TTN }))).toMatchObject({ status: 61 })
    expect(box.writes).toBe(1)
  })

  it('does not push back an order that tracking has moved on meanwhile', async () => {
    const { shop, box, run, clock } = start()
    box.fail({ with: 'resetAfter', when: PUT })
    const call = shop.orders.setStatus({ id: OPEN, status: 61, ttn: TTN })
    clock.schedule(600, () => void box.state.orders.update(OPEN, { status: 81 }))
    expect(await run(call)).toMatchObject({ status: 81, ttn: TTN })
    expect(box.state.orders.get(OPEN)?.status).toBe(81)
  })

  it('stays unknown when the order has been there and is elsewhere now', async () => {
    const { shop, box, failure, clock } = start()
    box.fail({ with: 'resetAfter', when: PUT })
    const call = shop.orders.setStatus({ id: OPEN, status: 47 })
    clock.schedule(600, () => void box.state.orders.update(OPEN, { status: 45 }))
    expect(await failure(call)).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(box.state.orders.get(OPEN)?.status).toBe(45)
  })

  it('under random faults was made once, or not at all, or nobody knows', async () => {
    const fault = fc.constantFrom(
      ...([
        'resetBefore',
        'resetAfter',
        'resetDuring',
        'stallAfter',
        'unreachable',
        'rateLimit',
        'truncatedJson',
      ] as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fault, { freq: 2 }), { maxLength: 8 }), async (faults) => {
        const { shop, box, failure, run } = start({ orders: 1 })
        await run(shop.orders.counts())
        const before = box.requests.length
        for (const [index, each] of faults.entries()) {
          if (each !== null) box.fail({ with: each, when: () => box.requests.length === before + index + 1 })
        }
        const error = await failure(shop.orders.setStatus({ id: OPEN, status: 61, ttn: TTN }))
        const made = box.state.orders.get(OPEN)?.status === 61
        expect(box.writes).toBe(made ? 1 : 0)
        if (error === undefined) expect(made).toBe(true)
        else if (!isConnectorError(error)) throw error
        else if (!['OutcomeUnknownError', 'ResponseMismatchError'].includes(error.name)) expect(made).toBe(false)
      }),
      { numRuns: 150 },
    )
  })
})

describe('lines', () => {
  it('change their quantity, and a lost answer does not change them twice', async () => {
    const { shop, box, run } = start()
    box.fail({ with: 'resetAfter', when: PUT })
    const order = await run(shop.orders.updateLines({ id: OPEN, purchases: [{ id: 158280800, quantity: 5 }] }))
    expect(order.purchases?.[0]).toMatchObject({ quantity: 5, cost: '1600.00' })
    expect(box.writes).toBe(1)
  })

  it('are added once: when the answer is lost, nobody knows, and nothing is sent again', async () => {
    const { shop, box, failure, sent } = start()
    box.fail({ with: 'resetAfter', when: PUT })
    const call = shop.orders.updateLines({ id: OPEN, purchases: [{ item_id: 344560031, quantity: 1 }] })
    expect(await failure(call)).toMatchObject({ name: 'OutcomeUnknownError' })
    expect(sent()).toHaveLength(1)
    expect(box.state.orders.get(OPEN)?.purchases).toHaveLength(2)
    expect(JSON.parse(sent()[0]?.body ?? '')).toEqual({ purchases: [{ item_id: 344560031, quantity: 1, id: null }] })
  })

  it.each([
    [[], 'purchases'],
    [[{ quantity: 1 }], '`item_id`'],
    [[{ id: 1, quantity: 1, price: 5 }], '`price`'],
    [[{ id: 1, quantity: 1.5 }], 'quantity'],
  ])('are refused when they make no sense: %j', async (purchases, told) => {
    const { shop, failure } = start()
    expect(String(await failure(shop.orders.updateLines({ id: OPEN, purchases } as never)))).toContain(told)
  })

  it('cannot be changed in another status', async () => {
    const { shop, run, failure } = start()
    await run(shop.orders.setStatus({ id: OPEN, status: 47 }))
    const call = shop.orders.updateLines({ id: OPEN, purchases: [{ id: 158280800, quantity: 5 }] })
    expect(await failure(call)).toMatchObject({ name: 'InvalidRequestError' })
  })
})
