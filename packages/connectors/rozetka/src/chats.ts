import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Chat, ChatMessage } from './chats/chat.ts'
import { Day } from './dates.ts'
import { content, rowsOf } from './envelope.ts'
import { Nothing, OrderId } from './orders/dictionaries.ts'
import { fixedPages } from './pages.ts'
import { Expand, filters, inOrder, paging, Sort, STRICT_SEARCH } from './query.ts'
import { Id, Num, Words } from './wire.ts'

const EXPAND = [
  ...(['messages', 'item', 'market_title', 'order_data', 'user_fio', 'order_status', 'unread_messages_count'] as const),
  'has_auto_message',
] as const

/**
 * `msgType` is required: without it Rozetka gives chats about items only. Its values are not documented; take them from the
 * requests of the seller's cabinet. `searchType`: 0 everywhere, 1 sender, 2 subject, 3 text.
 */
export const ListChats = schema(() =>
  z
    .strictObject({
      msgType: Words(),
      id: Id().optional(),
      search: Words().optional(),
      searchType: z.literal([0, 1, 2, 3]).optional(),
      read: z.boolean().optional(),
      star_market: z.boolean().optional(),
      has_response_to_user: z.boolean().optional(),
      created_from: Day().optional(),
      created_to: Day().optional(),
      updated_from: Day().optional(),
      updated_to: Day().optional(),
      expand: Expand(EXPAND),
      sort: Sort(['id', '-id', 'updated', '-updated']),
      ...paging(),
    })
    .refine((input) => inOrder(input.created_from, input.created_to), '`created_from` is after `created_to`')
    .refine((input) => inOrder(input.updated_from, input.updated_to), '`updated_from` is after `updated_to`')
    .refine((input) => input.searchType === undefined || input.search !== undefined, '`searchType` needs `search`'),
)
export interface ListChats extends z.output<ReturnType<typeof ListChats>> {}

export const ChatCounts = schema(() =>
  z.looseObject({
    total: Num(),
    totalUnread: Num(),
    totalUnreadMessages: Num(),
    ordersChatAll: Num(),
    ordersChatUnread: Num(),
    itemsChatAll: Num(),
    itemsChatUnread: Num(),
    sellerChatAll: Num(),
    sellerChatUnread: Num(),
  }),
)
export interface ChatCounts extends z.output<ReturnType<typeof ChatCounts>> {}

/** `receiver_id` is the chat's `user_id`. `sendEmailUser`: by e-mail too. */
export const SendMessage = schema(() =>
  z.strictObject({ chat_id: Id(), receiver_id: Id(), body: Words(), sendEmailUser: z.boolean().optional() }),
)
export interface SendMessage extends z.output<ReturnType<typeof SendMessage>> {}

export const MarkChats = schema(() => z.strictObject({ ids: z.array(Id()).min(1) }))
export interface MarkChats extends z.output<ReturnType<typeof MarkChats>> {}

const Count = schema(() => z.number())

const example: Chat = { id: 193611, subject: 'Замовлення № 248888186', type: 0, order_id: 248888186, user_id: 38856538 }

function mark(what: string, words: string) {
  return operation<MarkChats, number>({
    summary: words,
    description: 'The answer is how many chats were changed.',
    kind: 'update',
    input: MarkChats,
    output: Count,
    answer: content,
    request: ({ ids }) => ({
      method: 'PUT',
      path: path`messages/${what}`,
      json: { IDs: Object.fromEntries(ids.map((id) => [String(id), id])) },
    }),
    example: { input: { ids: [193611] }, output: 1 },
  })
}

export const chats = {
  /** Chats with buyers, page by page. System messages are not available. */
  list: listOperation<ListChats, Chat>({
    summary: 'List chats',
    input: ListChats,
    item: Chat,
    items: rowsOf('chats'),
    pages: fixedPages,
    key: (chat) => chat.id,
    request: (input) => ({ method: 'GET', path: 'messages/search', query: filters(input), headers: STRICT_SEARCH }),
    example: { input: { msgType: 'orders', expand: ['messages'] }, item: example },
  }),
  /** One chat with its messages. Reading it marks it as read at Rozetka. */
  get: operation<OrderId, Chat>({
    summary: 'Open a chat, which marks it as read',
    kind: 'read',
    input: OrderId,
    output: Chat,
    answer: chatIn,
    request: ({ id }) => ({ method: 'GET', path: path`messages/${id}` }),
    example: { input: { id: 193611 }, output: example },
  }),
  /** The chat about an order; `id` is the order's. */
  ofOrder: operation<OrderId, Chat>({
    summary: 'Get the chat about an order',
    kind: 'read',
    input: OrderId,
    output: Chat,
    answer: chatIn,
    request: ({ id }) => ({ method: 'GET', path: path`messages/${id}/order-chat` }),
    example: { input: { id: 248888186 }, output: example },
  }),
  /** How many chats and unread messages there are. */
  counts: operation<Nothing, ChatCounts>({
    summary: 'Count chats',
    kind: 'read',
    input: Nothing,
    output: ChatCounts,
    answer: content,
    request: () => ({ method: 'GET', path: 'messages/counts' }),
    example: { input: {}, output: { total: 80, totalUnread: 3 } },
  }),
  /** Answers a buyer. Never sent again after an unknown outcome. */
  send: operation<SendMessage, ChatMessage>({
    summary: 'Send a message to a buyer',
    kind: 'action',
    input: SendMessage,
    output: ChatMessage,
    answer: content,
    request: ({ sendEmailUser = false, ...message }) => ({
      method: 'POST',
      path: 'messages/create',
      json: { ...message, sendEmailUser: sendEmailUser ? 1 : 0 },
    }),
    example: {
      input: { chat_id: 193611, receiver_id: 38856538, body: 'Добрий день! Відправимо сьогодні.' },
      output: { chat_id: 193611, body: 'Добрий день! Відправимо сьогодні.', status: 0 },
    },
  }),
  /** Marks chats as unread. */
  markUnread: mark('mass-unread', 'Mark chats as unread'),
  /** Marks chats as important. */
  markImportant: mark('mass-important', 'Mark chats as important'),
  /** Moves chats to the bin. */
  remove: mark('mass-delete', 'Move chats to the bin'),
  /** Takes chats out of the bin. */
  restore: mark('mass-restore', 'Take chats out of the bin'),
}

function chatIn(body: { content?: { chat?: unknown } }): unknown {
  return body.content?.chat ?? body.content
}
