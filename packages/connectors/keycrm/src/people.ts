import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Member, Num, Text } from './wire.ts'

/** A person who works in the CRM. */
export const User = schema(() =>
  z.looseObject({
    id: z.number(),
    first_name: Text(),
    last_name: Text(),
    full_name: Text(),
    username: Text(),
    email: Text(),
    phone: Text(),
    role_id: Num(),
    status: Member<'active' | 'pending' | 'blocked'>().nullish(),
    created_at: Text(),
    updated_at: Text(),
    last_logged_at: Text(),
  }),
)
export interface UserSchema extends ReturnType<typeof User> {}
export interface User extends z.output<ReturnType<typeof User>> {}

/** A user responsible for an order, with the role spelled out. */
export const Assigned = schema(() =>
  z.looseObject({
    id: z.number(),
    full_name: Text(),
    email: Text(),
    phone: Text(),
    role: z.looseObject({ id: Num(), name: Text(), alias: Text() }).nullish(),
    status: Member<'active' | 'blocked'>().nullish(),
  }),
)
export interface AssignedSchema extends ReturnType<typeof Assigned> {}

/** A buyer as orders and companies embed it: one e-mail and one phone, where the buyer itself has lists. */
export const BuyerRef = schema(() =>
  z.looseObject({
    id: Num(),
    full_name: Text(),
    email: Text(),
    phone: Text(),
    company_id: Num(),
    manager_id: Num(),
  }),
)
export interface BuyerRefSchema extends ReturnType<typeof BuyerRef> {}
export interface BuyerRef extends z.output<ReturnType<typeof BuyerRef>> {}

/** A buyer as cards and calls embed it. `orders_sum` is a decimal string, in major units. */
export const Client = schema(() =>
  z.looseObject({
    id: Num(),
    company_id: Num(),
    full_name: Text(),
    phone: Text(),
    email: Text(),
    note: Text(),
    currency: Text(),
    orders_sum: Text(),
    orders_count: Num(),
    manager_id: Num(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface ClientSchema extends ReturnType<typeof Client> {}
export interface Client extends z.output<ReturnType<typeof Client>> {}
