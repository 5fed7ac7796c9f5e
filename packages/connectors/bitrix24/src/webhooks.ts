import {
  constantTimeEqual,
  defineWebhook,
  type FormValue,
  type ParsedEvent,
  type RawEvent,
  schema,
  type Webhook,
} from '@bpmcentr/core'
import * as z from 'zod'

/** What an event brings: ids only, as text. Fetch the rest. */
export const EventData = schema(() =>
  z.looseObject({
    /** `FIELDS: { ID: '6641' }`; custom types add `ENTITY_TYPE_ID`. */
    data: z.unknown(),
    auth: z.looseObject({ domain: z.string().optional(), member_id: z.string().optional() }),
  }),
)
export interface EventData extends z.output<ReturnType<typeof EventData>> {}

/** Codes come in capitals: `ONCRMDEALADD`, `ONTASKUPDATE`, `ONAPPINSTALL` … */
export interface Bitrix24Events {
  ONCRMLEADADD: EventData
  ONCRMLEADUPDATE: EventData
  ONCRMLEADDELETE: EventData
  ONCRMDEALADD: EventData
  ONCRMDEALUPDATE: EventData
  ONCRMDEALDELETE: EventData
  ONCRMDEALMOVETOCATEGORY: EventData
  ONCRMCONTACTADD: EventData
  ONCRMCONTACTUPDATE: EventData
  ONCRMCONTACTDELETE: EventData
  ONCRMCOMPANYADD: EventData
  ONCRMCOMPANYUPDATE: EventData
  ONCRMCOMPANYDELETE: EventData
  ONCRMQUOTEADD: EventData
  ONCRMQUOTEUPDATE: EventData
  ONCRMQUOTEDELETE: EventData
  ONCRMACTIVITYADD: EventData
  ONCRMACTIVITYUPDATE: EventData
  ONCRMACTIVITYDELETE: EventData
  ONCRMDYNAMICITEMADD: EventData
  ONCRMDYNAMICITEMUPDATE: EventData
  ONCRMDYNAMICITEMDELETE: EventData
  ONTASKADD: EventData
  ONTASKUPDATE: EventData
  ONTASKDELETE: EventData
  ONAPPINSTALL: EventData
  ONAPPUPDATE: EventData
  ONAPPUNINSTALL: EventData
}

const CODES: readonly (keyof Bitrix24Events)[] = [
  'ONCRMLEADADD',
  'ONCRMLEADUPDATE',
  'ONCRMLEADDELETE',
  'ONCRMDEALADD',
  'ONCRMDEALUPDATE',
  'ONCRMDEALDELETE',
  'ONCRMDEALMOVETOCATEGORY',
  'ONCRMCONTACTADD',
  'ONCRMCONTACTUPDATE',
  'ONCRMCONTACTDELETE',
  'ONCRMCOMPANYADD',
  'ONCRMCOMPANYUPDATE',
  'ONCRMCOMPANYDELETE',
  'ONCRMQUOTEADD',
  'ONCRMQUOTEUPDATE',
  'ONCRMQUOTEDELETE',
  'ONCRMACTIVITYADD',
  'ONCRMACTIVITYUPDATE',
  'ONCRMACTIVITYDELETE',
  'ONCRMDYNAMICITEMADD',
  'ONCRMDYNAMICITEMUPDATE',
  'ONCRMDYNAMICITEMDELETE',
  'ONTASKADD',
  'ONTASKUPDATE',
  'ONTASKDELETE',
  'ONAPPINSTALL',
  'ONAPPUPDATE',
  'ONAPPUNINSTALL',
]

/**
 * Events of Bitrix24, from applications and from outgoing webhooks. They are not signed: the proof is `application_token`, which
 * Bitrix24 sends in the body; keep it from ONAPPINSTALL (after `verifyInstall`) or copy it from the webhook's settings.
 *
 * Bitrix24 does not repeat an event that was not taken, calls slow receivers less often, and does not keep the order: answer at once
 * and work afterwards. For a feed without losses use the offline queue (`offlineEvents`).
 *
 * @see https://apidocs.bitrix24.com/api-reference/events/index.html
 */
export const bitrix24Webhooks: Webhook<Bitrix24Events, string> = defineWebhook<Bitrix24Events>({
  id: 'bitrix24',
  events: Object.fromEntries(CODES.map((code) => [code, EventData])) as {
    [T in keyof Bitrix24Events]: typeof EventData
  },
  verify: (raw, token) => {
    const given = textAt(raw.form(), 'auth', 'application_token')
    return given !== undefined && constantTimeEqual(given, token)
  },
  parse,
  sign: ({ type, data, timestamp }, token) => {
    const { data: payload, auth } = data as { data?: unknown; auth?: object }
    const form = {
      event: type,
      data: payload,
      ts: Math.floor(timestamp / 1_000),
      auth: { ...auth, application_token: token },
    }
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: encodeForm(form) }
  },
})

function parse(raw: RawEvent): ParsedEvent {
  const { event, data, ts, auth } = raw.form()
  if (typeof event !== 'string' || event === '') throw new Error('expected an event')
  const type = event.toUpperCase()
  const seconds = Number(ts)
  // The token has done its work; it is not for handlers and their logs.
  const { application_token: _token, ...rest } = isMap(auth) ? auth : {}
  return {
    type,
    data: { data: data ?? {}, auth: rest },
    ...(Number.isFinite(seconds) && seconds > 0 ? { timestamp: seconds * 1_000 } : {}),
  }
}

function textAt(form: { readonly [key: string]: FormValue }, ...path: readonly string[]): string | undefined {
  let node: FormValue | undefined = form as FormValue
  for (const key of path) node = isMap(node) ? node[key] : undefined
  return typeof node === 'string' ? node : undefined
}

function isMap(value: FormValue | undefined): value is { [key: string]: FormValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As PHP writes a nested form. */
function encodeForm(value: unknown, name = ''): string {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, each]) =>
        encodeForm(each, name === '' ? encodeURIComponent(key) : `${name}%5B${encodeURIComponent(key)}%5D`),
      )
      .filter((part) => part !== '')
      .join('&')
  }
  return value === undefined || value === null ? '' : `${name}=${encodeURIComponent(String(value))}`
}
