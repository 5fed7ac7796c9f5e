import { ApiError, InputError, TimeoutError } from '@bpmcentr/core'
import { describe, expect, test } from 'vitest'
import { actions, NOW, payment, shop } from './support.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A shop with a payment every six hours, for three days from NOW on. */
async function busy() {
  const context = shop()
  for (let at = 0; at < 12; at++) {
    await context.client.payments.pay(payment())
    await context.clock.advance(6 * HOUR)
  }
  const [first] = context.sandbox.requests
  return { ...context, sent: context.sandbox.requests.length, first }
}

describe('the list of payments', () => {
  test('is read window by window, each payment once', async () => {
    const { client, sandbox, sent } = await busy()
    const rows = await client.reports.list({ date_from: NOW, date_to: new Date(NOW + 3 * DAY) }).all({ max: 100 })
    expect(rows.map((row) => row.create_date)).toEqual(Array.from({ length: 12 }, (_, at) => NOW + at * 6 * HOUR))
    const asked = sandbox.requests.slice(sent).map(({ body }) => {
      const data = new URLSearchParams(body).get('data') ?? ''
      const { date_from, date_to, resp_format } = JSON.parse(Buffer.from(data, 'base64').toString())
      return [date_from - NOW, date_to - NOW, resp_format]
    })
    expect(asked).toEqual([
      [0, DAY, 'json'],
      [DAY, 2 * DAY, 'json'],
      [2 * DAY, 3 * DAY, 'json'],
    ])
  })

  test('stops asking when the reader stops', async () => {
    const { client, sandbox, sent } = await busy()
    for await (const row of client.reports.list({ date_from: NOW, date_to: NOW + 3 * DAY })) {
      expect(row.status).toBe('success')
      break
    }
    expect(sandbox.requests).toHaveLength(sent + 1)
  })

  test('goes on over empty windows, and ends with a part of one', async () => {
    const context = shop()
    const window = { date_from: NOW - 2.5 * DAY, date_to: NOW, window: DAY }
    expect(await context.client.reports.list(window).all({ max: 10 })).toHaveLength(6)
    expect(actions(context)).toEqual(['reports', 'reports', 'reports'])
  })

  test('needs an end after its start', () => {
    const list = shop().client.reports.list({ date_from: NOW, date_to: NOW })
    return expect(list.all({ max: 1 })).rejects.toBeInstanceOf(InputError)
  })
})

test('an export is text, and its error still an error', async () => {
  const { client } = shop()
  const csv = await client.reports.export({ date_from: NOW - 2 * DAY, date_to: NOW, resp_format: 'csv' })
  expect(csv.split('\n')).toHaveLength(7)
  expect(csv).toContain('1000001,order-120,pay,success,149.5,UAH,Замовлення')
  const xml = await client.reports.export({ date_from: NOW - 2 * DAY, date_to: NOW, resp_format: 'xml' })
  expect(xml).toContain('<order_id>order-120</order_id>')
  const refused = shop({ privateKey: 'wrong' }).client.reports.export({ date_from: 0, date_to: 1, resp_format: 'csv' })
  await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError', vendorCode: 'err_signature' })
})

test('a register and a compensation list the settled transactions of a day', async () => {
  const { client } = shop()
  const rows = await client.reports.register({ date: '2026-08-01' })
  expect(rows.map((row) => [row.order_id, row.trans_type, row.trans_total])).toEqual([
    ['order-120', 'purchase', 149.5],
    ['sub-77', 'purchase', 199],
  ])
  const [credit] = await client.reports.compensations({ date: '2026-08-01' })
  const compensation_id = String(credit?.compensation_id)
  expect(await client.reports.compensation({ compensation_id })).toEqual(rows)
  expect(await client.reports.compensations({ date: '2026-08-02' })).toEqual([])
  await expect(client.reports.register({ date: '01.08.2026' })).rejects.toBeInstanceOf(InputError)
})

describe('a file of a compensation', () => {
  test('is asked for until it is made', async () => {
    const context = shop()
    const { client, clock } = context
    const job = await client.reports.compensationFile({ date: '2026-08-01' })
    expect(job).toMatchObject({ status: 'processing', register_token: expect.stringMatching(/\.csv$/) })
    const link = await clock.run(client.waitForFile(job, { clock, interval: 2_000 }))
    expect(link).toMatch(/^https:/)
    expect(clock.now() - NOW).toBe(4_000)
    expect(actions(context).filter((action) => action.endsWith('_status'))).toHaveLength(3)
  })

  test('is given up in time, and when aborted', async () => {
    const { client, clock, sandbox } = shop()
    const job = await client.reports.compensationFile({ date: '2026-08-01' })
    const late = client.waitForFile(job, { clock, interval: 2_000, timeout: 3_000 })
    await expect(clock.run(late)).rejects.toBeInstanceOf(TimeoutError)
    sandbox.reset()
    await client.reports.compensationFile({ date: '2026-08-01' })
    const abort = new AbortController()
    const waiting = client.waitForFile(job, { clock, signal: abort.signal })
    const outcome = expect(waiting).rejects.toThrow('enough')
    await clock.advance(1_000)
    abort.abort(new Error('enough'))
    await outcome
    expect(clock.pending).toBe(0)
  })

  test('that LiqPay cannot make is an error', async () => {
    const { client, clock, sandbox } = shop()
    const job = await client.reports.compensationFile({ date: '2026-08-01' })
    sandbox.fail({ with: 'status', status: 200, body: JSON.stringify({ result: 'ok', status: 'error' }) })
    await expect(clock.run(client.waitForFile(job, { clock }))).rejects.toBeInstanceOf(ApiError)
  })

  test('is of a day or of a compensation, not of both', async () => {
    const { client } = shop()
    await expect(client.reports.compensationFile({})).rejects.toBeInstanceOf(InputError)
    await expect(client.reports.compensationFile({ date: '2026-08-01', compensation_id: '1' })).rejects.toThrow(
      /either/,
    )
  })
})
