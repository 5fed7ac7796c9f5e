import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Anything, Flag, Many, Num, Text } from '../wire.ts'

/**
 * A message. `status` of its moderation: 0 new, 1 under moderation, 2 blocked, 3 passed, 4 blocked by a machine, 5 passed by a
 * machine.
 */
export const ChatMessage = schema(() =>
  z.looseObject({
    id: Num(),
    chat_id: Num(),
    body: Text(),
    created: Text(),
    read: Text(),
    receiver_id: Num(),
    sender: Num(),
    seller_id: Num(),
    status: Num(),
    files: z.array(z.looseObject({ id: Num(), name: Text(), size: Num() })).nullish(),
  }),
)
interface ChatMessageSchema extends ReturnType<typeof ChatMessage> {}
export interface ChatMessage extends z.output<ReturnType<typeof ChatMessage>> {}

/** A chat with a buyer. `type`: 0 about an order, 1 about an item, 2 a question to the seller. */
export const Chat = schema(() =>
  z.looseObject({
    id: z.number(),
    created: Text(),
    updated: Text(),
    subject: Text(),
    type: Num(),
    order_id: Num(),
    item_id: Num(),
    user_id: Num(),
    user: z.looseObject({ id: Num(), contact_fio: Text(), has_email: Flag() }).nullish(),
    user_fio: Text(),
    read_market: Text(),
    trash_market: Flag(),
    star_market: Flag(),
    unread_messages_count: Num(),
    messages: Many<ChatMessageSchema>(ChatMessage()),
    order_data: Anything(),
    market_title: Text(),
  }),
)
export interface Chat extends z.output<ReturnType<typeof Chat>> {}
