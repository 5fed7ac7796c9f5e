import type { SchemaIssue, SchemaSource } from '../schema.ts'
import type { Secret } from '../secret.ts'
import type { RawEvent } from './rawEvent.ts'

/** What `parse` finds in a delivery. */
export interface ParsedEvent {
  readonly type: string
  readonly data: unknown
  /** The vendor's own id of the event, for de-duplication. */
  readonly id?: string | undefined
  /** When it happened, in epoch milliseconds. For information; the replay window goes by the definition's `timestamp`. */
  readonly timestamp?: number | undefined
}

/** One verified event. */
export interface WebhookEvent<T extends string = string, D = unknown> {
  readonly type: T
  readonly data: D
  readonly id: string | undefined
  /** When it happened, in epoch milliseconds, where the vendor says so. */
  readonly timestamp: number | undefined
  /** Where the data differs from its declared shape. It is handed over as it came. */
  readonly issues: readonly SchemaIssue[] | undefined
}

/** Every declared event of a webhook, as a union that narrows by `type`. */
export type EventOf<Events extends object> = {
  [T in keyof Events & string]: WebhookEvent<T, Events[T]>
}[keyof Events & string]

/** What the vendor has to get back. */
export interface WebhookAnswer {
  /** Default 200. */
  readonly status?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
}

/** An event to sign in a test. */
export interface TestEvent {
  readonly type: string
  readonly data: unknown
  readonly id: string | undefined
  /** Epoch milliseconds. */
  readonly timestamp: number
}

/** What `sign` makes: the vendor's request, but for the address. */
export interface SignedDelivery {
  /** Default POST. */
  readonly method?: string | undefined
  /** Added to the address. */
  readonly query?: Readonly<Record<string, string>> | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined
}

/**
 * How a vendor's webhooks are verified and read. `Credential` is what proves a sender: text, or an object of texts where
 * the vendor needs several.
 */
export interface WebhookDefinition<Events extends object, Credential> {
  /** Such as `keycrm`. */
  readonly id: string
  /** Default: POST. */
  readonly methods?: readonly string[] | undefined
  /** The shape of each event's data. Differences are told with the event, never refused. */
  readonly events?: { readonly [T in keyof Events]: SchemaSource<Events[T]> } | undefined
  /**
   * Whether this credential made this delivery. Compare with `constantTimeEqual`. Called for each credential until one
   * fits; throwing counts as no.
   */
  verify(raw: RawEvent, credential: Credential): boolean | Promise<boolean>
  /** Called only for verified deliveries. Throwing makes the delivery malformed. */
  parse(raw: RawEvent, credential: Credential): ParsedEvent | readonly ParsedEvent[]
  /** For vendors without event ids: what makes an event the same one. Default: the parsed `id`. */
  eventId?(event: ParsedEvent, raw: RawEvent): string | undefined
  /**
   * When the delivery was made, in epoch milliseconds, from a place that the signature covers. Declares the replay window:
   * a delivery without it, or too far from now, is refused.
   */
  timestamp?(raw: RawEvent): number | undefined
  /** Milliseconds that `timestamp` may differ from now, either way. Default five minutes. */
  readonly tolerance?: number | undefined
  /** Answers a request that proves nothing but must be answered, such as the vendor's check of the address. */
  handshake?(raw: RawEvent): WebhookAnswer | undefined
  /** What the vendor requires as answer to an event, also to one that came before. Default: 200. */
  answer?(event: WebhookEvent, credential: Credential, context: { readonly now: number }): WebhookAnswer
  /** Makes a delivery as the vendor would, so that users can test their receivers. */
  sign?(event: TestEvent, credential: Credential): SignedDelivery
}

/** A vendor's webhooks. Made by `defineWebhook`. */
export interface Webhook<Events extends object, Credential> extends WebhookDefinition<Events, Credential> {
  readonly methods: readonly string[]
  readonly tolerance: number
}

/** One credential as the user gives it. `undefined` is taken so that `process.env.X` fits; it throws a ConfigError. */
export type CredentialInput<Credential> = Credential extends string
  ? string | Secret | undefined
  : { readonly [K in keyof Credential]: Credential[K] extends string ? string | Secret : Credential[K] }

/** One credential, or several while they are rotated: any of them will do. */
export type CredentialsInput<Credential> = CredentialInput<Credential> | readonly CredentialInput<Credential>[]
