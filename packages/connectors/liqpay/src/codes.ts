import type { ErrorKind } from '@bpmcentr/core'

/**
 * What an error code means for the caller.
 * - `declined`: refused by anti-fraud, the card's bank or the token's rules, or the buyer took too long
 * - `declinedForNow`: refused, but it may pass later; nobody promises that nothing happened
 * - `transient`: LiqPay is not done or something broke; only `status` can tell what became of the payment
 */
type CodeClass =
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'conflict'
  | 'invalid'
  | 'declined'
  | 'declinedForNow'
  | 'transient'

/** Source: https://www.liqpay.ua/en/doc/api/errors */
const CODES: Readonly<Record<CodeClass, string>> = {
  authentication: 'err_auth err_signature invalid_signature public_key_not_found',
  permission:
    'shop_blocked shop_not_active err_access err_blocked err_api_ip err_shop_not_agent err_api_action ' +
    'err_api_callback err_path',
  notFound: 'payment_not_found user_not_found payment_not_subscribed err_no_card_token 108',
  conflict: 'order_id_duplicate 2915 payment_err_status',
  invalid:
    'err_missing err_empty err_wrong order_id_empty err_wrong_currency wrong_amount_currency ' +
    'err_currency_is_not_allowed err_payment_currency err_payment_exchangerates err_amount_hold err_split_amount ' +
    'err_limit_amount err_payment_amount_limit amount_limit 9867 err_phone err_empty_phone err_card err_card_bin ' +
    'err_card_type err_card_country payment_err_type err_terminal_notfound err_commission_notfound err_mods_empty ' +
    'err_look 9882',
  declined:
    'limit frod decline 9851 9852 9855 9857 9859 9860 9861 9863 9868 9872 9961 9989 2903 3914 5 101 102 103 104 105 ' +
    '106 107 109 110 111 112 113 114 115 9886 expired_phone expired_3ds expired_otp expired_cvv expired_p24 ' +
    'expired_sender expired_pin expired_ivr expired_captcha expired_password expired_senderapp expired_prepared ' +
    'expired_mp expired_qr err_cache',
  declinedForNow: '90 9854',
  transient: 'payment_processing wait_info err_payment_create err_mpi err_wallet err_sms_send internal',
}

let classes: ReadonlyMap<string, CodeClass> | undefined

/** Undefined for a code that is not documented: such an error is a plain ApiError with the code as its `vendorCode`. */
function classOf(code: string | undefined): CodeClass | undefined {
  if (code === undefined) return undefined
  classes ??= new Map(
    Object.entries(CODES).flatMap(([name, codes]) =>
      codes.split(' ').map((each) => [each, name as CodeClass] as const),
    ),
  )
  return classes.get(code)
}

/** The error class that belongs to a code. */
export function kindOfCode(code: string | undefined): ErrorKind {
  const name = classOf(code)
  if (name === undefined || name === 'declined') return 'api'
  return name === 'declinedForNow' || name === 'transient' ? 'server' : name
}

/** Whether the payment was refused, rather than the request wrong. */
export function isDecline(code: string | undefined): boolean {
  const name = classOf(code)
  return name === 'declined' || name === 'declinedForNow'
}
