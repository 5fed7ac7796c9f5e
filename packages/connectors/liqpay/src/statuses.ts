/** What a status means for the shop. `action`: the buyer or the shop must do something before it goes on. */
export type StatusGroup =
  | 'paid'
  | 'declined'
  | 'reversed'
  | 'held'
  | 'action'
  | 'pending'
  | 'subscription_ended'
  | 'test'

/**
 * Every status of the documentation. `error` = bad data, `failure` = declined. LiqPay may send others: they are passed
 * through as strings, and no predicate here is true for them.
 * `wait_compensation` is a paid payment that is credited with the daily settlement. `wait_accept` (money taken, shop not
 * verified yet) and `wait_secure` (anti-fraud check) are not paid: both can still be cancelled.
 */
export const STATUSES = {
  success: 'paid',
  wait_compensation: 'paid',
  subscribed: 'paid',
  failure: 'declined',
  error: 'declined',
  reversed: 'reversed',
  unsubscribed: 'subscription_ended',
  sandbox: 'test',
  hold_wait: 'held',
  '3ds_verify': 'action',
  otp_verify: 'action',
  cvv_verify: 'action',
  sender_verify: 'action',
  receiver_verify: 'action',
  phone_verify: 'action',
  password_verify: 'action',
  pin_verify: 'action',
  ivr_verify: 'action',
  captcha_verify: 'action',
  senderapp_verify: 'action',
  p24_verify: 'action',
  mp_verify: 'action',
  wait_qr: 'action',
  wait_sender: 'action',
  processing: 'pending',
  prepared: 'pending',
  invoice_wait: 'pending',
  cash_wait: 'pending',
  wait_secure: 'pending',
  wait_accept: 'pending',
  wait_card: 'pending',
  wait_lc: 'pending',
  wait_reserve: 'pending',
  try_again: 'pending',
} as const satisfies Readonly<Record<string, StatusGroup>>

/** A status the documentation names. */
export type KnownStatus = keyof typeof STATUSES

/** A status, or anything that has one. */
export type StatusSource = string | { readonly status?: string | null | undefined } | undefined

/** The group of a status; undefined for one that is not documented. */
export function statusGroup(source: StatusSource): StatusGroup | undefined {
  const status = typeof source === 'object' ? source.status : source
  return status != null && Object.hasOwn(STATUSES, status) ? STATUSES[status as KnownStatus] : undefined
}

/**
 * Whether the money is the shop's: `success`, `wait_compensation`, or `subscribed` (whose first charge may still lie
 * ahead when the subscription starts later). The old test status `sandbox` counts only with `{ sandbox: true }`.
 * Before delivering compare amount and currency with your order too ({@link isSameMoney}).
 */
export function isSuccess(source: StatusSource, { sandbox = false }: { sandbox?: boolean } = {}): boolean {
  const group = statusGroup(source)
  return group === 'paid' || (sandbox && group === 'test')
}

const FINAL: readonly (StatusGroup | undefined)[] = ['declined', 'reversed', 'subscription_ended', 'test']

/**
 * Whether this attempt will not change by itself: `success`, `failure`, `error`, `reversed`, `subscribed`, `unsubscribed`,
 * `sandbox`. A `success` can still be refunded, and on a checkout page a buyer may pay after a `failure`.
 */
export function isFinal(source: StatusSource): boolean {
  const status = typeof source === 'object' ? source.status : source
  return status === 'success' || status === 'subscribed' || FINAL.includes(statusGroup(source))
}

/** Whether the bank refused it, or LiqPay refused its data. */
export function isDeclined(source: StatusSource): boolean {
  return statusGroup(source) === 'declined'
}

/** Whether the money is held on the buyer's card, waiting for `payments.holdCompletion` or `payments.refund`. */
export function isHeld(source: StatusSource): boolean {
  return statusGroup(source) === 'held'
}

/** Whether the buyer or the shop must act: follow `redirect_to`, or `payments.confirm` with the `confirm_token`. */
export function needsAction(source: StatusSource): boolean {
  return statusGroup(source) === 'action'
}
