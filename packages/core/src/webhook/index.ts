export { type Claim, type DedupeStore, type MemoryDedupeOptions, memoryDedupeStore } from './dedupe.ts'
export { defineWebhook } from './defineWebhook.ts'
export type { RawEvent } from './rawEvent.ts'
export {
  type Receiver,
  type ReceiverOptions,
  receiver,
  type WebhookContext,
  type WebhookHandler,
  type WebhookHandlers,
} from './receiver.ts'
export { type SignTestEventOptions, signTestEvent } from './signTestEvent.ts'
export type {
  CredentialInput,
  CredentialsInput,
  EventOf,
  ParsedEvent,
  SignedDelivery,
  TestEvent,
  Webhook,
  WebhookAnswer,
  WebhookDefinition,
  WebhookEvent,
} from './types.ts'
export { type RawDelivery, type VerifiedDelivery, type VerifyEventOptions, verifyEvent } from './verifyEvent.ts'
