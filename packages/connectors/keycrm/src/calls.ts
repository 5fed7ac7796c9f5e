import { listOperation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { Client, type ClientSchema, User, type UserSchema } from './people.ts'
import { Between, Ids, Include, OneOrMore, paging, selection, Terms } from './query.ts'
import { Flag, Maybe, Member, Num, Text } from './wire.ts'

/** A phone call, `duration` in seconds. `manager`, `service`, `lead` and `client` come only when asked for with `include`. */
export const Call = schema(() =>
  z.looseObject({
    id: z.number(),
    internal_number: Text(),
    external_number: Text(),
    source_number: Text(),
    reference_id: Text(),
    type: Member<'incoming' | 'outgoing'>().nullish(),
    state: Member<'started' | 'pending' | 'answered' | 'canceled' | 'busy' | 'completed' | 'transferred'>().nullish(),
    user_id: Num(),
    call_route_service_id: Num(),
    duration: Num(),
    call_url: Text(),
    comment: Text(),
    client_id: Num(),
    lead_id: Num(),
    utm_source: Text(),
    utm_medium: Text(),
    utm_campaign: Text(),
    utm_term: Text(),
    utm_content: Text(),
    created_at: Text(),
    updated_at: Text(),
    manager: Maybe<UserSchema>(User()),
    service: z.looseObject({ id: Num(), name: Text(), alias: Text(), service: Text(), is_active: Flag() }).nullish(),
    client: Maybe<ClientSchema>(Client()),
    lead: z
      .looseObject({ id: z.number(), contact_id: Num(), source_id: Num(), status_id: Num(), title: Text() })
      .nullish(),
  }),
)
export interface Call extends z.output<ReturnType<typeof Call>> {}

export const ListCalls = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        reference_id: Terms(),
        client_id: Ids(),
        manager_id: Ids(),
        lead_id: Ids(),
        type: OneOrMore(['incoming', 'outgoing']),
        client_phone: Terms(),
        created_between: Between(),
      })
      .optional(),
    include: Include(['manager', 'service', 'lead', 'client']),
    ...paging(),
  }),
)
export interface ListCalls extends z.output<ReturnType<typeof ListCalls>> {}

export const calls = {
  /** Phone calls, page by page; moments are UTC. */
  list: listOperation<ListCalls, Call>({
    summary: 'List phone calls',
    input: ListCalls,
    item: Call,
    pages: byPage,
    key: (call) => call.id,
    request: (input) => ({ method: 'GET', path: path`calls`, query: selection(input) }),
    example: {
      input: { filter: { type: 'incoming' }, include: ['manager'] },
      item: { id: 22, external_number: '+1 555-234-7777', type: 'incoming', state: 'completed', duration: 30 },
    },
  }),
}
