import { schema } from '@bpmcentr/core'
import * as z from 'zod'

/** Numbers come as numbers and as numeric strings, depending on the action and the year. */
export const lenientNumber = () => z.union([z.number(), z.string()]).nullish()
export const lenientText = () => z.union([z.string(), z.number()]).nullish()
const flag = () => z.union([z.boolean(), z.string(), z.number()]).nullish()

/**
 * A payment: the answer to `payments.status` and to most actions, and the content of a callback. Amounts are in major
 * units; `create_date`, `end_date`, `completion_date` and `refund_date_last` are epoch milliseconds. A declined payment has
 * status `failure` and an `err_code`. Read `refund_amount`, not only `status`, to learn of a partial refund.
 */
export const Payment = schema(() =>
  z.looseObject({
    /** See `isSuccess`, `isFinal`, `isHeld` and `needsAction`. */
    status: z.string(),
    result: z.string().nullish(),
    action: z.string().nullish(),
    payment_id: lenientNumber(),
    transaction_id: lenientNumber(),
    order_id: lenientText(),
    liqpay_order_id: lenientText(),
    type: z.string().nullish(),
    paytype: z.string().nullish(),
    public_key: z.string().nullish(),
    version: lenientNumber(),
    acq_id: lenientNumber(),
    description: z.string().nullish(),
    amount: lenientNumber(),
    currency: z.string().nullish(),
    amount_debit: lenientNumber(),
    amount_credit: lenientNumber(),
    amount_bonus: lenientNumber(),
    currency_debit: z.string().nullish(),
    currency_credit: z.string().nullish(),
    sender_commission: lenientNumber(),
    receiver_commission: lenientNumber(),
    agent_commission: lenientNumber(),
    commission_debit: lenientNumber(),
    commission_credit: lenientNumber(),
    sender_bonus: lenientNumber(),
    bonus_procent: lenientNumber(),
    bonus_type: z.string().nullish(),
    refund_amount: lenientNumber(),
    create_date: lenientNumber(),
    end_date: lenientNumber(),
    completion_date: lenientNumber(),
    refund_date_last: lenientNumber(),
    sender_phone: lenientText(),
    sender_card_mask2: z.string().nullish(),
    sender_card_bank: z.string().nullish(),
    sender_card_type: z.string().nullish(),
    /** ISO 3166-1 numeric. */
    sender_card_country: lenientText(),
    sender_first_name: z.string().nullish(),
    sender_last_name: z.string().nullish(),
    ip: z.string().nullish(),
    info: z.string().nullish(),
    customer: lenientText(),
    /** For `payments.payToken`, when the payment asked for it with `recurringbytoken`. */
    card_token: z.string().nullish(),
    rrn_debit: lenientText(),
    rrn_credit: lenientText(),
    authcode_debit: lenientText(),
    authcode_credit: lenientText(),
    is_3ds: flag(),
    moment_part: flag(),
    mpi_eci: lenientText(),
    language: z.string().nullish(),
    /** Where the buyer goes on with a `3ds_verify`. */
    redirect_to: z.string().nullish(),
    /** For `payments.confirm`, with a `*_verify` status. */
    confirm_token: z.string().nullish(),
    confirm_phone: lenientText(),
    token: z.string().nullish(),
    verifycode: lenientText(),
    /** Text to render as a QR code, with status `wait_qr`. */
    qr_code: z.string().nullish(),
    wait_amount: lenientNumber(),
    wait_reserve_status: flag(),
    err_code: lenientText(),
    err_description: z.string().nullish(),
    err_erc: lenientText(),
  }),
)
export interface Payment extends z.output<ReturnType<typeof Payment>> {}

/** The answer to an action that only says whether it was done. */
export const Done = schema(() => z.looseObject({ result: z.string().nullish(), status: z.string().nullish() }))
export interface Done extends z.output<ReturnType<typeof Done>> {}
