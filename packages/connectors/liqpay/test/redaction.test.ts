import { history, logger } from '@bpmcentr/core'
import { expect, test } from 'vitest'
import { TEST_CARDS } from '../src/testing.ts'
import { payment, shop } from './support.ts'

const CARD = '4000000000003063'

test('neither history nor logs show the private key, a card, its code or a token', async () => {
  const record = history()
  const lines: unknown[] = []
  const log = (...line: unknown[]) => void lines.push(line)
  const { client, sandbox } = shop({
    plugins: [record, logger({ logger: { debug: log, info: log, warn: log, error: log }, bodies: true })],
  })
  const waiting = await client.payments.pay(
    payment({ card: CARD, card_cvv: '9876', recurringbytoken: '1', customer: 'c-1' }),
  )
  const { confirm_token, order_id } = waiting
  await client.payments.confirm({ confirm_token: String(confirm_token), otp: '31337042' })
  await client.payments.pay(payment({ order_id: String(order_id), card: CARD })).catch(() => undefined)
  const token = sandbox.state.tokens.rows.at(-1)?.card_token
  expect(token).toMatch(/^sandbox_token_/)

  const shown = JSON.stringify([record.records(), lines])
  expect(shown).toContain('payments.pay')
  expect(shown).toContain('order_id_duplicate')
  expect(lines.length).toBeGreaterThan(0)
  const secrets = { key: sandbox.keys.privateKey, card: CARD, cvv: '9876', otp: '31337042', confirm_token, token }
  for (const [name, secret] of Object.entries(secrets)) expect(shown.includes(String(secret)), name).toBe(false)
  expect(Object.values(TEST_CARDS)).toContain(CARD)
})
