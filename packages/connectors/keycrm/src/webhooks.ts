import { constantTimeEqual, defineWebhook, type ParsedEvent, type RawEvent, schema, type Webhook } from '@bpmcentr/core'
import * as z from 'zod'
import { readUtc } from './dates.ts'
import { Flag, Member, Num, Text } from './wire.ts'

/**
 * An order as an automation sends it: without buyer, lines or payments, which `orders.get` has. Note `client_id` and
 * `client_comment`, where the API says `buyer`.
 */
export const OrderEvent = schema(() =>
  z.looseObject({
    id: z.number(),
    source_uuid: Text(),
    source_id: Num(),
    client_id: Num(),
    manager_id: Num(),
    parent_id: Num(),
    status_id: Num(),
    status_group_id: Num(),
    status_changed_at: Text(),
    payment_status: Member<'not_paid' | 'part_paid' | 'paid' | 'overpaid'>().nullish(),
    payments_total: Num(),
    grand_total: Num(),
    total_discount: Num(),
    expenses_sum: Num(),
    manager_comment: Text(),
    client_comment: Text(),
    promocode: Text(),
    is_gift: Flag(),
    is_expired: Flag(),
    has_reserves: Flag(),
    ordered_at: Text(),
    created_at: Text(),
    updated_at: Text(),
    closed_at: Text(),
    deleted_at: Text(),
  }),
)
export interface OrderEvent extends z.output<ReturnType<typeof OrderEvent>> {}

/** A card of a pipeline as an automation sends it: its base fields; `pipelines.cards.get` has the rest. */
export const LeadEvent = schema(() =>
  z.looseObject({
    id: z.number(),
    title: Text(),
    contact_id: Num(),
    source_id: Num(),
    manager_id: Num(),
    pipeline_id: Num(),
    status_id: Num(),
    status_changed_at: Text(),
    manager_comment: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface LeadEvent extends z.output<ReturnType<typeof LeadEvent>> {}

/** The events KeyCRM's automations are known to send. Others arrive as they are, for a `'*'` handler. */
export interface KeycrmEvents {
  'order.change_order_status': OrderEvent
  'order.change_payment_status': OrderEvent
  'lead.change_lead_status': LeadEvent
}

/**
 * KeyCRM signs nothing, so the only proof is a secret in the address: `https://…/keycrm?token=…`, which must therefore never
 * be logged. `parameter` is the name it has there.
 *
 * The webhook is an action of an automation, with POST or GET. How GET carries the event is not documented: `event` and
 * `context` are read from the query, `context` as JSON or as `context[id]=…`.
 *
 * An event is told from its repeats (KeyCRM tries three times until it gets 200) by its type, id, status and the moment of
 * the change. Events may come late: leave alone what has an older `status_changed_at` than you have seen.
 */
export function keycrmWebhook({ parameter = 'token' }: { parameter?: string } = {}): Webhook<KeycrmEvents, string> {
  return defineWebhook<KeycrmEvents>({
    id: 'keycrm',
    methods: ['POST', 'GET'],
    events: {
      'order.change_order_status': OrderEvent,
      'order.change_payment_status': OrderEvent,
      'lead.change_lead_status': LeadEvent,
    },
    verify: (raw, secret) => constantTimeEqual(raw.query(parameter) ?? '', secret),
    parse: (raw) => parse(raw),
    sign: ({ type, data }, secret) => ({
      query: { [parameter]: secret },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: type, context: data }),
    }),
  })
}

/** With the secret in the query parameter `token`. */
export const keycrmWebhooks: Webhook<KeycrmEvents, string> = keycrmWebhook()

function parse(raw: RawEvent): ParsedEvent {
  const { event, context } = raw.method === 'GET' ? fromQuery(raw.url.searchParams) : fromBody(raw)
  if (typeof event !== 'string' || event === '' || !isRecord(context)) throw new Error('expected { event, context }')
  const { status_changed_at, updated_at } = context
  return {
    type: event,
    data: context,
    id: idOf(event, context),
    timestamp: momentOf(status_changed_at) ?? momentOf(updated_at),
  }
}

/** Undefined where nothing tells an event from its repeat: then each delivery is handled. */
function idOf(event: string, context: Record<string, unknown>): string | undefined {
  const { id, status_id, status_changed_at, payment_status, payments_total, updated_at } = context
  const parts =
    event === 'order.change_payment_status'
      ? [id, payment_status, payments_total, updated_at]
      : [id, status_id, status_changed_at]
  const needed = [id, parts.at(-1)]
  return needed.every(isText) ? [event, ...parts].join(':') : undefined
}

function fromBody(raw: RawEvent): Record<string, unknown> {
  const body: unknown = (raw.header('content-type') ?? '').includes('form-urlencoded') ? raw.form() : raw.json()
  return isRecord(body) ? body : {}
}

function fromQuery(query: URLSearchParams): Record<string, unknown> {
  const whole = query.get('context')
  if (whole !== null) return { event: query.get('event'), context: JSON.parse(whole) as unknown }
  const entries = [...query].flatMap(([name, value]) => {
    const field = /^context\[(\w+)\]$/.exec(name)?.[1]
    return field === undefined ? [] : [[field, value] as const]
  })
  return { event: query.get('event'), context: entries.length === 0 ? undefined : Object.fromEntries(entries) }
}

/** The vendor's UTC text, or ISO 8601 with a zone: which of them webhooks use is not documented. */
function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const time = readUtc(value)?.getTime() ?? (/T.*(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN)
  return Number.isNaN(time) ? undefined : time
}

function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
