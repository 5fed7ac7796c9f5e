import { json, type Reply } from '@bpmcentr/core/testing'

const WORDS: Readonly<Record<string, string>> = {
  err_missing: 'Required parameter not passed',
  err_wrong: 'Incorrect parameter',
  err_signature: 'Invalid signature',
  public_key_not_found: 'Public key not found',
  err_api_action: 'Unknown action',
  order_id_duplicate: 'This order_id was used already',
  err_currency_is_not_allowed: 'Currency is not allowed',
  err_split_amount: 'The sum of the shares differs from the amount',
  err_amount_hold: 'The amount exceeds the held amount',
  err_payment_amount_limit: 'The amount exceeds what is left of the payment',
  payment_not_found: 'Payment not found',
  payment_not_subscribed: 'Payment is not subscribed',
  payment_err_status: 'Action is not allowed in this status',
  err_card: 'Incorrect card number',
  '108': 'Token not found',
  user_not_found: 'User not found',
}

/** LiqPay's refusal of a request: HTTP 200 with codes in two places. */
export function refuse(code: string, key?: string, more: object = {}): Reply {
  const words = WORDS[code] ?? code
  return json({
    result: 'error',
    status: 'error',
    code,
    err_code: code,
    err_description: key === undefined ? words : `${words} ${key}`,
    ...(key !== undefined && { key }),
    ...more,
  })
}
