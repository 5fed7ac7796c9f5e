/** LiqPay's test cards, with any future expiry and any CVV. */
export const TEST_CARDS = {
  success: '4242424242424242',
  /** Success after 3-D Secure. */
  success3ds: '4000000000003063',
  /** Success after a one-time password. */
  successOtp: '4000000000003089',
  /** Success after the CVV is asked for again. */
  successCvv: '4000000000003055',
  /** Declined with `limit`. */
  declinedLimit: '4000000000000002',
  /** Declined with `9859`, insufficient funds. */
  declinedFunds: '4000000000009995',
} as const

/** What the bank says to a card: paid, a step to take first, or a refusal. */
export type CardOutcome =
  | { readonly type: 'paid' }
  | { readonly type: 'step'; readonly status: '3ds_verify' | 'otp_verify' | 'cvv_verify' }
  | { readonly type: 'declined'; readonly code: string; readonly words: string }

const OUTCOMES: Readonly<Record<string, CardOutcome>> = {
  [TEST_CARDS.success]: { type: 'paid' },
  [TEST_CARDS.success3ds]: { type: 'step', status: '3ds_verify' },
  [TEST_CARDS.successOtp]: { type: 'step', status: 'otp_verify' },
  [TEST_CARDS.successCvv]: { type: 'step', status: 'cvv_verify' },
  [TEST_CARDS.declinedLimit]: { type: 'declined', code: 'limit', words: 'Limit is exceeded' },
  [TEST_CARDS.declinedFunds]: { type: 'declined', code: '9859', words: 'Insufficient funds' },
}

/** Undefined for a card that is none of the test cards: the test shop takes no other. */
export function outcomeOf(card: string): CardOutcome | undefined {
  return Object.hasOwn(OUTCOMES, card) ? OUTCOMES[card] : undefined
}

/** `424242*42` */
export function maskOf(card: string): string {
  return `${card.slice(0, 6)}*${card.slice(-2)}`
}
