export type { BuyerOptions, BuyerOutcome, SandboxBuyer } from './testing/buyer.ts'
export type { SandboxCallback } from './testing/callbacks.ts'
export {
  type LiqpaySandbox,
  type LiqpaySandboxOptions,
  type LiqpaySandboxState,
  liqpaySandbox,
} from './testing/sandbox.ts'
export type { FileRow, InvoiceRow, PaymentRow, TicketRow, TokenRow } from './testing/state.ts'
export { TEST_CARDS } from './testing/testCards.ts'
