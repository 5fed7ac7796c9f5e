import { type ConnectorError, NetworkError, OutcomeUnknownError } from '@bpmcentr/core'
import type { Fault } from '@bpmcentr/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actions, payment, type Shop, shop } from './support.ts'

/** A write, what it is called at LiqPay, and how often it took effect. */
interface Write {
  readonly action: string
  run(context: Shop): Promise<unknown>
  effects(context: Shop): number
}

const base = { amount: 149.5, currency: 'UAH', description: 'Замовлення', order_id: 'new-1' } as const
const made = ({ sandbox }: Shop) => sandbox.state.payments.rows.filter((row) => row.order_id === 'new-1').length
const subscription = { subscribe_date_start: '2026-09-01 00:00:00', subscribe_periodicity: 'month' } as const

const CREATES: readonly Write[] = [
  { action: 'pay', run: ({ client }) => client.payments.pay(payment(base)), effects: made },
  { action: 'hold', run: ({ client }) => client.payments.hold(payment(base)), effects: made },
  {
    action: 'paytoken',
    run: ({ client }) => client.payments.payToken({ ...base, ip: '203.0.113.7', card_token: 'sandbox_token' }),
    effects: made,
  },
  { action: 'payqr', run: ({ client }) => client.payments.payQr({ ...base, ip: '203.0.113.7' }), effects: made },
  {
    action: 'p2pcredit',
    run: ({ client }) => client.payouts.p2pCredit({ ...base, ip: '203.0.113.7', receiver_card: '4242424242424242' }),
    effects: made,
  },
  {
    action: 'subscribe',
    run: ({ client }) => client.subscriptions.create(payment({ ...base, ...subscription })),
    effects: made,
  },
  {
    action: 'invoice_send',
    run: ({ client }) => client.invoices.send({ ...base, email: 'b@example.com' }),
    effects: made,
  },
]

const refunded = ({ sandbox }: Shop) => {
  const row = sandbox.state.payments.find((each) => each.order_id === 'order-120')
  return Number(row?.refund_amount ?? 0)
}
const refund = (amount: number): Write => ({
  action: 'refund',
  run: ({ client }) => client.payments.refund({ order_id: 'order-120', amount }),
  effects: (context) => refunded(context) / amount,
})
const completion: Write = {
  action: 'hold_completion',
  run: ({ client }) => client.payments.holdCompletion({ order_id: 'hold-9', amount: 75.25 }),
  effects: ({ sandbox }) =>
    Number(sandbox.state.payments.find((row) => row.order_id === 'hold-9')?.status === 'success'),
}

/** Runs a write whose first request meets a fault; later ones, such as the look-up, do not. */
async function withFault(write: Write, fault: Fault): Promise<{ context: Shop; result: unknown; error: unknown }> {
  const context = shop()
  context.sandbox.fail({ ...fault, times: 1 })
  const outcome = write.run(context).then(
    (result) => ({ result, error: undefined }),
    (error: unknown) => ({ result: undefined, error }),
  )
  return { context, ...(await context.clock.run(outcome)) }
}

describe.each(CREATES)('$action whose answer is lost', (write) => {
  test('is looked up by its order and handed over, sent once', async () => {
    const { context, result } = await withFault(write, { with: 'resetAfter' })
    expect(result).toMatchObject({ order_id: 'new-1' })
    expect(actions(context)).toEqual([write.action, 'status'])
    expect(write.effects(context)).toBe(1)
  })

  test('and that LiqPay never saw is an OutcomeUnknownError, and not sent again', async () => {
    const { context, error } = await withFault(write, { with: 'resetBefore' })
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(actions(context)).toEqual([write.action, 'status'])
    expect(write.effects(context)).toBe(0)
  })

  test('because the server failed (502) is not sent again', async () => {
    const { context, error } = await withFault(write, { with: 'status', status: 502 })
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(actions(context)).toEqual([write.action, 'status'])
  })

  test('behind an HTML page is not sent again', async () => {
    const { context, error } = await withFault(write, { with: 'htmlPage' })
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(actions(context).filter((action) => action === write.action)).toHaveLength(1)
  })

  test('before anything was sent is sent again', async () => {
    const { context, result } = await withFault(write, { with: 'unreachable' })
    expect(result).toMatchObject({ order_id: 'new-1' })
    expect(write.effects(context)).toBe(1)
  })
})

test('a payment found under the order that is another sum is not taken for ours', async () => {
  const write: Write = {
    action: 'pay',
    run: ({ client }) => client.payments.pay(payment({ order_id: 'order-120', amount: 1 })),
    effects: () => 0,
  }
  const { error } = await withFault(write, { with: 'resetBefore' })
  expect(error).toBeInstanceOf(OutcomeUnknownError)
})

test('a payment that LiqPay declined, and whose answer was lost, is a result', async () => {
  const write: Write = {
    action: 'pay',
    run: ({ client }) => client.payments.pay(payment({ ...base, card: '4000000000009995' })),
    effects: made,
  }
  const { result } = await withFault(write, { with: 'resetAfter' })
  expect(result).toMatchObject({ status: 'failure', err_code: '9859' })
})

describe('a refund whose answer is lost', () => {
  test('of the whole amount is found in the payment', async () => {
    const { context, result } = await withFault(refund(149.5), { with: 'resetAfter' })
    expect(result).toMatchObject({ action: 'refund', status: 'reversed' })
    expect(actions(context)).toEqual(['refund', 'status'])
  })

  test('of a part stays unknown, since an earlier refund would look the same', async () => {
    const { context, error } = await withFault(refund(50), { with: 'resetAfter' })
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(refunded(context)).toBe(50)
  })

  test('and did not happen stays unknown', async () => {
    const { context, error } = await withFault(refund(149.5), { with: 'resetBefore' })
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(refunded(context)).toBe(0)
  })

  test('of a hold that is still held stays unknown', async () => {
    const context = shop()
    context.sandbox.fail({ with: 'resetBefore' })
    const refunding = context.client.payments.refund({ order_id: 'hold-9', amount: 75.25 })
    await expect(context.clock.run(refunding)).rejects.toBeInstanceOf(OutcomeUnknownError)
  })

  test('of a part stays unknown, whatever status an earlier refund of that amount has left', async () => {
    const context = shop()
    context.sandbox.setStatus('order-120', 'reversed', { refund_amount: 50 })
    context.sandbox.fail({ with: 'resetBefore' })
    await expect(context.clock.run(refund(50).run(context))).rejects.toBeInstanceOf(OutcomeUnknownError)
  })

  test('of a hold is found, since a hold is released as a whole', async () => {
    const context = shop()
    context.sandbox.fail({ with: 'resetAfter' })
    const result = await context.clock.run(context.client.payments.refund({ order_id: 'hold-9', amount: 75.25 }))
    expect(result).toMatchObject({ status: 'reversed' })
  })
})

test('a completion whose answer is lost is found in the payment', async () => {
  const { context, result } = await withFault(completion, { with: 'resetAfter' })
  expect(result).toMatchObject({ status: 'success', amount: 75.25 })
  expect(actions(context)).toEqual(['hold_completion', 'status'])
})

test('a message and a confirmation are not sent again, nor looked up', async () => {
  for (const run of [
    ({ client }: Shop) => client.payments.ticket({ order_id: 'order-120', email: 'b@example.com' }),
    ({ client }: Shop) => client.payments.confirm({ confirm_token: 'x' }),
    ({ client }: Shop) => client.invoices.cancel({ order_id: 'inv-7' }),
    ({ client }: Shop) => client.call({ action: 'agent_shop_create' }),
  ]) {
    const context = shop()
    context.sandbox.fail({ with: 'resetAfter' })
    await expect(context.clock.run(run(context))).rejects.toBeInstanceOf(OutcomeUnknownError)
    expect(context.sandbox.requests).toHaveLength(1)
  }
})

test('when the look-up fails as well, the outcome stays unknown', async () => {
  const context = shop({ retry: 1 })
  context.sandbox.fail({ with: 'resetAfter', times: Number.POSITIVE_INFINITY })
  await expect(context.clock.run(context.client.payments.pay(payment(base)))).rejects.toBeInstanceOf(
    OutcomeUnknownError,
  )
  expect(actions(context).filter((action) => action === 'pay')).toHaveLength(1)
})

test('reads are repeated until they are answered', async () => {
  const context = shop()
  context.sandbox.fail({ with: 'resetAfter' })
  context.sandbox.fail({ with: 'status', status: 503 })
  const status = await context.clock.run(context.client.payments.status({ order_id: 'order-120' }))
  expect(status).toMatchObject({ status: 'success' })
  expect(actions(context)).toEqual(['status', 'status', 'status'])
})

test('stopping a subscription is sent again, as it cannot be done twice', async () => {
  for (const [fault, sent] of [
    ['resetAfter', ['unsubscribe', 'status']],
    ['resetBefore', ['unsubscribe', 'status', 'unsubscribe']],
  ] as const) {
    const context = shop()
    context.sandbox.fail({ with: fault })
    const stopped = await context.clock.run(context.client.subscriptions.cancel({ order_id: 'sub-77' }))
    expect(stopped).toMatchObject({ status: 'unsubscribed' })
    expect(actions(context)).toEqual(sent)
  }
})

test('a look-up that is refused is no proof that nothing happened', async () => {
  const context = shop()
  context.sandbox.fail({ with: 'resetAfter' })
  const body = JSON.stringify({ result: 'error', status: 'error', err_code: 'err_access' })
  context.sandbox.fail({ with: 'status', status: 200, body })
  const stopping = context.client.subscriptions.cancel({ order_id: 'sub-77' })
  await expect(context.clock.run(stopping)).rejects.toBeInstanceOf(OutcomeUnknownError)
  expect(actions(context)).toEqual(['unsubscribe', 'status'])
})

test('under random faults every write takes effect at most once, and "failed" means not at all', async () => {
  const faults = ['resetBefore', 'resetAfter', 'resetDuring', 'truncatedJson', 'htmlPage', 'unreachable'] as const
  const writes = [...CREATES, completion, refund(149.5), refund(50)]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...writes),
      fc.array(fc.record({ with: fc.constantFrom(...faults), after: fc.nat(2) }), { maxLength: 3 }),
      async (write, rules) => {
        const context = shop()
        for (const rule of rules) context.sandbox.fail({ ...rule, times: 1 })
        const error = await context.clock.run(
          write.run(context).then(
            () => undefined,
            (thrown: unknown) => thrown as ConnectorError,
          ),
        )
        const effects = write.effects(context)
        const sent = context.sandbox.requests.filter(({ processed }) => processed).length
        expect(effects, `${write.action}: ${sent} requests`).toBeLessThanOrEqual(1)
        if (error === undefined) expect(effects).toBe(1)
        else if (!(error instanceof OutcomeUnknownError)) {
          expect(error).toBeInstanceOf(NetworkError)
          expect(error.sent).toBe('no')
          expect(effects).toBe(0)
        }
        expect(context.clock.pending).toBe(0)
      },
    ),
    { numRuns: 150 },
  )
})
