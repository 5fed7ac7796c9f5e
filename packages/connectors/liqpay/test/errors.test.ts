import type { Answer } from '@bpmcentr/core'
import { describe, expect, test } from 'vitest'
import { liqpayErrors } from '../src/errors.ts'

function judge(body: unknown, { status = 200, unreadable }: Partial<Answer> = {}) {
  const answer: Answer = { status, header: () => null, body, unreadable }
  return liqpayErrors(answer, { operation: 'payments.status', kind: 'read', env: undefined })
}

describe('an error is', () => {
  test.each([
    [
      'an error status with a code',
      { status: 'error', err_code: 'err_auth', err_description: 'Authorization is required' },
      { kind: 'authentication', vendorCode: 'err_auth', vendorMessage: 'Authorization is required', outcome: 'final' },
    ],
    [
      'a failed result, and its key names the field',
      {
        result: 'error',
        status: 'error',
        code: 'err_missing',
        err_code: 'err_missing',
        err_description: 'Not passed',
        key: 'ip',
      },
      { kind: 'invalid', vendorCode: 'err_missing', issues: [{ field: 'ip', message: 'Not passed' }] },
    ],
    [
      'a refused action on a payment',
      { action: 'unsubscribe', result: 'error', status: 'failure', code: 'payment_not_subscribed', payment_id: 5 },
      { kind: 'notFound', vendorCode: 'payment_not_subscribed' },
    ],
    [
      'a code without a status, though the result is ok',
      { result: 'ok', err_code: 'shop_blocked' },
      { kind: 'permission' },
    ],
    ['only a code', { code: 'order_id_duplicate' }, { kind: 'conflict' }],
    ['a failed result without a code', { result: 'error' }, { kind: 'api', vendorCode: undefined }],
    ['a code that is a number', { result: 'error', err_code: 2915 }, { kind: 'conflict', vendorCode: '2915' }],
    [
      'a code nobody has documented',
      { result: 'error', err_code: 'brand_new' },
      { kind: 'api', vendorCode: 'brand_new' },
    ],
    ['a code that is a name of every object', { result: 'error', err_code: 'constructor' }, { kind: 'api' }],
    [
      'a decline before there is a payment',
      { result: 'error', status: 'failure', err_code: 'limit' },
      { kind: 'api', code: 'declined' },
    ],
    ['trouble at LiqPay', { result: 'error', err_code: 'err_payment_create' }, { kind: 'server', outcome: 'unknown' }],
    ['“try later”', { result: 'error', err_code: '9854' }, { kind: 'server', outcome: 'unknown', code: 'declined' }],
    ['an answer with nothing in it', undefined, { kind: 'server', code: 'empty_answer', outcome: 'unknown' }],
    ['an answer of null', null, { kind: 'server', code: 'empty_answer', outcome: 'unknown' }],
    ['JSON where a report was asked for as text', '{"result":"error","err_code":"err_access"}', { kind: 'permission' }],
  ])('%s', (_name, body, verdict) => {
    expect(judge(body)).toMatchObject(verdict)
  })

  test('of the server, when it says nothing better', () => {
    expect(judge({ result: 'error', err_code: 'brand_new' }, { status: 500 })).toMatchObject({
      kind: 'server',
      outcome: 'unknown',
    })
  })
})

describe('a payment is no error, though it', () => {
  test.each([
    ['was declined', { result: 'ok', payment_id: 1, status: 'failure', err_code: '9859' }],
    [
      'was declined by anti-fraud in the call itself',
      { result: 'error', payment_id: 1, status: 'failure', err_code: 'limit' },
    ],
    [
      'was declined, in an answer that leaves out the number of the payment',
      { result: 'ok', status: 'failure', err_code: '9859', order_id: 'ord-9', amount: 10, currency: 'UAH' },
    ],
    ['had bad data', { result: 'ok', payment_id: 1, status: 'error', err_code: 'err_cache' }],
    ['may go through later', { result: 'ok', payment_id: 1, status: 'failure', err_code: '90' }],
  ])('%s', (_name, body) => {
    expect(judge(body)).toBe('ok')
  })

  test('unless the server failed as well', () => {
    expect(judge({ result: 'ok', payment_id: 1, status: 'failure', err_code: '90' }, { status: 502 })).toBeUndefined()
  })
})

describe('left to the HTTP status is', () => {
  test.each([
    ['a payment', { result: 'ok', status: 'success', payment_id: 1 }],
    ['a report', { result: 'success', data: [] }],
    ['a list', [{ id: 1 }]],
    ['a text', 'payment_id,order_id'],
    ['a text that only begins like JSON', '{payment_id}'],
    ['a file that could not be made', { result: 'ok', status: 'error' }],
    ['an empty code', { result: 'ok', status: 'success', err_code: '' }],
    ['a remark on a payment that goes on', { status: 'processing', code: 'wait_info' }],
  ])('%s', (_name, body) => {
    expect(judge(body)).toBeUndefined()
  })

  test('what is not JSON', () => {
    expect(judge('<html>', { unreadable: 'not_json', status: 502 })).toBeUndefined()
  })
})
