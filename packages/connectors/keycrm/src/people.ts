import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { num, open, text } from './wire.ts'

/** A person who works in the CRM. */
export const User = schema(() =>
  z.looseObject({
    id: z.number(),
    first_name: text(),
    last_name: text(),
    full_name: text(),
    username: text(),
    email: text(),
    phone: text(),
    role_id: num(),
    status: open<'active' | 'pending' | 'blocked'>().nullish(),
    created_at: text(),
    updated_at: text(),
    last_logged_at: text(),
  }),
)
export interface User extends z.output<ReturnType<typeof User>> {}

/** A user responsible for an order, with the role spelled out. */
export const Assigned = schema(() =>
  z.looseObject({
    id: z.number(),
    full_name: text(),
    email: text(),
    phone: text(),
    role: z.looseObject({ id: num(), name: text(), alias: text() }).nullish(),
    status: open<'active' | 'blocked'>().nullish(),
  }),
)

/** A buyer as orders and companies embed it: one e-mail and one phone, where the buyer itself has lists. */
export const BuyerRef = schema(() =>
  z.looseObject({
    id: num(),
    full_name: text(),
    email: text(),
    phone: text(),
    company_id: num(),
    manager_id: num(),
  }),
)
export interface BuyerRef extends z.output<ReturnType<typeof BuyerRef>> {}

/** A buyer as cards and calls embed it. `orders_sum` is a decimal string, in major units. */
export const Client = schema(() =>
  z.looseObject({
    id: num(),
    company_id: num(),
    full_name: text(),
    phone: text(),
    email: text(),
    note: text(),
    currency: text(),
    orders_sum: text(),
    orders_count: num(),
    manager_id: num(),
    created_at: text(),
    updated_at: text(),
  }),
)
export interface Client extends z.output<ReturnType<typeof Client>> {}
