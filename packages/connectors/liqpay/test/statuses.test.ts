import { describe, expect, test } from 'vitest'
import { isDeclined, isFinal, isHeld, isSuccess, needsAction, STATUSES, statusGroup } from '../src/index.ts'

/** The documentation's own groups, written out. */
const FINAL = ['success', 'failure', 'error', 'reversed', 'subscribed', 'unsubscribed', 'sandbox']
const PAID = ['success', 'wait_compensation', 'subscribed']
const ACTION = `3ds_verify otp_verify cvv_verify sender_verify receiver_verify phone_verify password_verify pin_verify
  ivr_verify captcha_verify senderapp_verify p24_verify mp_verify wait_qr wait_sender`.split(/\s+/)
const PENDING = `processing prepared invoice_wait cash_wait wait_secure wait_accept wait_card wait_lc wait_reserve
  try_again`.split(/\s+/)
const ALL = [...new Set([...FINAL, ...PAID, ...ACTION, ...PENDING, 'hold_wait'])]

test('every documented status is known, and no other', () => {
  expect(Object.keys(STATUSES).sort()).toEqual(ALL.sort())
})

describe.each(ALL)('%s', (status) => {
  test('belongs to the groups that the documentation puts it in', () => {
    expect(isFinal(status)).toBe(FINAL.includes(status))
    expect(isSuccess(status)).toBe(PAID.includes(status))
    expect(isHeld(status)).toBe(status === 'hold_wait')
    expect(needsAction(status)).toBe(ACTION.includes(status))
    expect(isDeclined(status)).toBe(status === 'failure' || status === 'error')
    expect(statusGroup({ status }) === 'pending').toBe(PENDING.includes(status))
  })
})

test.each(['brand_new', '', 'constructor', '__proto__', 'SUCCESS'])(
  'an undocumented status (%j) is nothing',
  (status) => {
    for (const predicate of [isFinal, isSuccess, isHeld, needsAction, isDeclined]) {
      expect(predicate(status)).toBe(false)
      expect(predicate({ status })).toBe(false)
    }
    expect(statusGroup(status)).toBeUndefined()
  },
)

test('a missing status is nothing', () => {
  expect(isSuccess(undefined)).toBe(false)
  expect(isSuccess({ status: null })).toBe(false)
  expect(isFinal({})).toBe(false)
})

test('the old test status is a success only where test payments are', () => {
  expect(isSuccess('sandbox')).toBe(false)
  expect(isSuccess('sandbox', { sandbox: true })).toBe(true)
})
