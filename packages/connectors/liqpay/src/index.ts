export * from './afterPayment.ts'
export { isSameMoney, type Money, toAmount, toMinorUnits } from './amount.ts'
export * from './anyAction.ts'
export { callbackId } from './callback.ts'
export * from './cards.ts'
export type { Checkout, CheckoutFields, CheckoutFormOptions, WidgetParams } from './checkout.ts'
export { CheckoutInput } from './checkoutInput.ts'
export * from './compensations.ts'
export { type LiqpayExtra, liqpay } from './connector.ts'
export { fromLiqpayDateTime, fromLiqpayEpoch, toLiqpayDateTime } from './dates.ts'
export * from './invoices.ts'
export * from './partner.ts'
export { Done, Payment } from './payment.ts'
export { PayCashInput, PayInput, PayQrInput, PayTokenInput, PrepareInput, SubscribeInput } from './paymentInput.ts'
export * from './payouts.ts'
export * from './reports.ts'
export {
  algorithmOf,
  type Envelope,
  isSignatureValid,
  openData,
  type SignatureAlgorithm,
  seal,
  signData,
} from './sign.ts'
export { OrderInput } from './status.ts'
export {
  isDeclined,
  isFinal,
  isHeld,
  isSuccess,
  type KnownStatus,
  needsAction,
  STATUSES,
  type StatusGroup,
  type StatusSource,
  statusGroup,
} from './statuses.ts'
export { SubscriptionChange } from './subscriptions.ts'
export type { WaitForFile, WaitOptions } from './waitForFile.ts'
export type { LiqpayCallbackKeys, LiqpayEvents } from './webhooks.ts'
