import { listOperation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { Client, User } from './people.ts'
import { Between, Ids, Include, OneOrMore, paging, selection, Terms } from './query.ts'
import { flag, num, open, text } from './wire.ts'

/** A phone call, `duration` in seconds. `manager`, `service`, `lead` and `client` come only when asked for with `include`. */
export const Call = schema(() =>
  z.looseObject({
    id: z.number(),
    internal_number: text(),
    external_number: text(),
    source_number: text(),
    reference_id: text(),
    type: open<'incoming' | 'outgoing'>().nullish(),
    state: open<'started' | 'pending' | 'answered' | 'canceled' | 'busy' | 'completed' | 'transferred'>().nullish(),
    user_id: num(),
    call_route_service_id: num(),
    duration: num(),
    call_url: text(),
    comment: text(),
    client_id: num(),
    lead_id: num(),
    utm_source: text(),
    utm_medium: text(),
    utm_campaign: text(),
    utm_term: text(),
    utm_content: text(),
    created_at: text(),
    updated_at: text(),
    manager: User().nullish(),
    service: z.looseObject({ id: num(), name: text(), alias: text(), service: text(), is_active: flag() }).nullish(),
    client: Client().nullish(),
    lead: z
      .looseObject({ id: z.number(), contact_id: num(), source_id: num(), status_id: num(), title: text() })
      .nullish(),
  }),
)
export interface Call extends z.output<ReturnType<typeof Call>> {}

export const ListCalls = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        reference_id: Terms().optional(),
        client_id: Ids().optional(),
        manager_id: Ids().optional(),
        lead_id: Ids().optional(),
        type: OneOrMore(['incoming', 'outgoing']).optional(),
        client_phone: Terms().optional(),
        created_between: Between().optional(),
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
