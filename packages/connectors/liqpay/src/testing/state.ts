import { type Collection, collection } from '@bpmcentr/core/testing'
import { maskOf, TEST_CARDS } from './testCards.ts'

/** A payment as LiqPay keeps it. What is in `own` is never sent. */
export interface PaymentRow {
  payment_id: number
  order_id: string
  public_key: string
  action: string
  status: string
  amount: number
  currency: string
  description: string
  create_date: number
  own: {
    server_url?: string
    result_url?: string
    /** What was held, while `amount` becomes what was taken. */
    held?: number
    card?: string
    subscription?: { periodicity: string; start: string }
    recurringbytoken?: boolean
    /** Made at the checkout page, which stays open after a decline. */
    page?: boolean
  }
  [field: string]: unknown
}

export interface InvoiceRow {
  id: number
  order_id: string
  public_key: string
  token: string
  receiver_type: 'email' | 'phone'
  receiver_value: string
  cancelled: boolean
}

export interface TokenRow {
  card_token: string
  card: string
  status: 'ACTIVE' | 'SUSPENDED' | 'DELETED'
}

/** A receipt that was e-mailed. */
export interface TicketRow {
  id: number
  order_id: string
  email: string
}

export interface FileRow {
  register_token: string
  /** How often its status was asked. */
  asked: number
}

/** What routes and tests share. Collections are put back by `reset()`. */
export interface LiqpaySandboxState {
  readonly payments: Collection<PaymentRow>
  readonly invoices: Collection<InvoiceRow>
  readonly tokens: Collection<TokenRow>
  readonly tickets: Collection<TicketRow>
  readonly files: Collection<FileRow>
}

/** A shop with a few payments in it, whose orders the examples of the operations name. */
export function createState(publicKey: string): LiqpaySandboxState {
  return {
    payments: collection<PaymentRow>({ key: 'payment_id', rows: () => seed(publicKey) }),
    invoices: collection<InvoiceRow>({
      key: 'id',
      rows: () => [
        {
          id: 6173,
          order_id: 'inv-7',
          public_key: publicKey,
          token: 'sandbox_invoice_6173',
          receiver_type: 'email',
          receiver_value: 'buyer@example.com',
          cancelled: false,
        },
      ],
    }),
    tokens: collection<TokenRow>({
      key: 'card_token',
      rows: () => [{ card_token: 'sandbox_token', card: TEST_CARDS.success, status: 'ACTIVE' }],
    }),
    tickets: collection<TicketRow>({ key: 'id' }),
    files: collection<FileRow>({
      key: 'register_token',
      rows: () => [{ register_token: `compensation_${publicKey}_2026.08.01.csv`, asked: 0 }],
    }),
  }
}

function seed(publicKey: string): PaymentRow[] {
  const at = Date.UTC(2026, 7, 1, 9)
  const row = (payment_id: number, order_id: string, action: string, status: string, amount: number): PaymentRow => ({
    payment_id,
    transaction_id: payment_id,
    order_id,
    public_key: publicKey,
    action,
    status,
    amount,
    currency: 'UAH',
    description: 'Замовлення',
    type: 'buy',
    paytype: 'card',
    create_date: at + (payment_id % 1_000_000) * 60_000,
    end_date: at + (payment_id % 1_000_000) * 60_000 + 2_000,
    sender_card_mask2: maskOf(TEST_CARDS.success),
    is_3ds: false,
    language: 'uk',
    own: { card: TEST_CARDS.success, ...(status === 'hold_wait' && { held: amount }) },
  })
  return [
    row(1_000_001, 'order-120', 'pay', 'success', 149.5),
    row(1_000_002, 'hold-9', 'hold', 'hold_wait', 75.25),
    {
      ...row(1_000_003, 'sub-77', 'subscribe', 'subscribed', 199),
      own: { card: TEST_CARDS.success, subscription: { periodicity: 'month', start: '2026-09-01 00:00:00' } },
    },
    row(1_000_004, 'inv-7', 'pay', 'invoice_wait', 100),
    { ...row(1_000_006, 'order-10', 'pay', 'otp_verify', 10), confirm_token: 'sandbox_confirm_1000006' },
    { ...row(1_000_005, 'order-9', 'pay', 'failure', 10), err_code: '9859', err_description: 'Insufficient funds' },
  ]
}
