import type { Answer, Classify, Verdict } from '@bpmcentr/core'
import { isDecline, kindOfCode } from './codes.ts'

/** The fields by which LiqPay tells errors, all of them optional and none of them reliable alone. */
interface ErrorBody {
  readonly result?: unknown
  readonly status?: unknown
  readonly code?: unknown
  readonly err_code?: unknown
  readonly err_description?: unknown
  readonly key?: unknown
  readonly payment_id?: unknown
}

/**
 * Errors come with HTTP 200. A declined payment is not an error but a payment whose `status` says so: the call
 * succeeded, and the shop must be able to read the payment. So an answer is an error when
 * - it is no payment and has an error code, `result: "error"`, or both, and not `result: "ok"` with a refusal by a bank;
 * - or it is a payment with `result: "error"` whose code is not a refusal by a bank, such as `payment_not_subscribed`.
 * Source: https://www.liqpay.ua/en/doc/api/errors
 */
export const liqpayErrors: Classify = (answer) => {
  if (answer.body == null && answer.unreadable === undefined && answer.status < 300) return EMPTY
  const body = errorBody(answer)
  if (body === undefined) return undefined
  const code = text(body.err_code) ?? text(body.code)
  const failed = body.result === 'error'
  if (!failed && code === undefined) return undefined
  if (isPayment(body)) {
    if (!failed || isDecline(code)) return answer.status < 300 ? 'ok' : undefined
  } else if (!failed && typeof body.status === 'string') {
    // The number of a declined payment may be left out.
    if (body.result === 'ok' && isDecline(code)) return answer.status < 300 ? 'ok' : undefined
    if (body.status !== 'error' && body.status !== 'failure') return undefined
  }
  return verdict(body, code, answer.status)
}

/** LiqPay always says something; what came of an action without an answer only `status` can tell. */
const EMPTY: Verdict = {
  kind: 'server',
  code: 'empty_answer',
  vendorMessage: 'the answer is empty',
  outcome: 'unknown',
}

function verdict(body: ErrorBody, code: string | undefined, status: number): Verdict {
  const known = kindOfCode(code)
  const kind = known === 'api' && status >= 500 ? 'server' : known
  const message = text(body.err_description)
  const key = text(body.key)
  return {
    kind,
    vendorCode: code,
    vendorMessage: message,
    ...(isDecline(code) && { code: 'declined' }),
    ...(key !== undefined && { issues: [{ field: key, message: message ?? code ?? 'refused' }] }),
    // LiqPay answered, but with "still working on it" or "something broke": only `status` can tell what became of it.
    outcome: kind === 'server' ? 'unknown' : 'final',
    advice: ADVICE[code ?? ''],
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  err_api_ip: 'Add the address of this server to the trusted ones, in the settings of the shop in the LiqPay cabinet.',
  shop_blocked: 'Ask LiqPay support why the shop is blocked.',
  shop_not_active: 'Finish the activation of the shop in the LiqPay cabinet.',
  order_id_duplicate: 'Every attempt to pay needs an order_id of its own.',
  '2915': 'Every attempt to pay needs an order_id of its own.',
  payment_err_status: 'Read payments.status: the payment is in a state that does not allow this action.',
  err_amount_hold: 'The amount is above the one that is held.',
}

/** An answer with both is about a payment that exists, whatever became of it. */
function isPayment(body: ErrorBody): boolean {
  return body.payment_id !== undefined && body.payment_id !== null && typeof body.status === 'string'
}

function errorBody({ body, unreadable }: Answer): ErrorBody | undefined {
  if (unreadable !== undefined) return undefined
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  // A report asked for as CSV or XML is read as text, yet its errors are JSON.
  if (typeof body !== 'string' || !body.trimStart().startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Codes are strings, but some of them are digits that may well come as a number. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
