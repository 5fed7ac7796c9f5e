import type { SandboxCallback } from './callbacks.ts'
import { type Ledger, settle } from './ledger.ts'
import { refuse } from './refuse.ts'
import type { PaymentRow } from './state.ts'
import { maskOf, outcomeOf } from './testCards.ts'

const COMMISSION = 0.015

/** What a payment becomes when the bank agrees. */
const PAID: Readonly<Record<string, string>> = { hold: 'hold_wait', subscribe: 'subscribed' }

/**
 * Charges a card. A card that wants a step first leaves the payment waiting for `confirm`, unless the buyer is there to
 * take the step at once.
 */
export function charge(
  ledger: Ledger,
  row: PaymentRow,
  card: string,
  { attended = false }: { attended?: boolean } = {},
): SandboxCallback | undefined {
  const outcome = outcomeOf(card)
  if (outcome === undefined) throw refuse('err_card')
  const seen = {
    sender_card_mask2: maskOf(card),
    sender_card_bank: 'Test',
    sender_card_type: 'visa',
    sender_card_country: 804,
  }
  const own = { ...row.own, card }
  if (outcome.type === 'declined') {
    return settle(ledger, row, {
      ...seen,
      status: 'failure',
      err_code: outcome.code,
      err_description: outcome.words,
      own,
    })
  }
  if (outcome.type === 'step' && !attended) {
    const confirm_token = `sandbox_confirm_${row.payment_id}`
    ledger.state.payments.update(row.payment_id, {
      ...seen,
      status: outcome.status,
      confirm_token,
      own,
      ...(outcome.status === '3ds_verify' && {
        redirect_to: `https://www.liqpay.ua/api/sandbox/3ds/${row.payment_id}`,
      }),
    })
    return undefined
  }
  return approve(ledger, row, { ...seen, is_3ds: outcome.type === 'step' && outcome.status === '3ds_verify', own })
}

/** The bank agreed. */
export function approve(ledger: Ledger, row: PaymentRow, changes: Partial<PaymentRow> = {}): SandboxCallback {
  const commission = Math.round(row.amount * COMMISSION * 100) / 100
  const own = { ...row.own, ...changes.own, ...(row.action === 'hold' && { held: row.amount }) }
  return settle(ledger, row, {
    sender_commission: 0,
    receiver_commission: commission,
    agent_commission: 0,
    amount_debit: row.amount,
    amount_credit: row.amount,
    currency_debit: row.currency,
    currency_credit: row.currency,
    commission_debit: 0,
    commission_credit: commission,
    ...changes,
    status: PAID[row.action] ?? 'success',
    err_code: undefined,
    err_description: undefined,
    confirm_token: undefined,
    redirect_to: undefined,
    ...(own.recurringbytoken === true && { card_token: tokenFor(ledger, own.card ?? '') }),
    own,
  })
}

function tokenFor({ state }: Ledger, card: string): string {
  const known = state.tokens.find((token) => token.card === card && token.status === 'ACTIVE')
  return (known ?? state.tokens.insert({ card_token: `sandbox_token_${state.tokens.size}`, card, status: 'ACTIVE' }))
    .card_token
}
