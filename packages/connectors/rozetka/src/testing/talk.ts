import { get, post, put, type Route } from '@bpmcentr/core/testing'
import type { Chat } from '../chats/chat.ts'
import { found, missing, ok, refuse, required } from './reply.ts'
import { anyOf, flag, oneOf, part, search, since, until } from './search.ts'
import { stamp, type World } from './world.ts'

const CHAT_EXPAND = [
  'messages',
  'item',
  'market_title',
  'order_data',
  'user_fio',
  'order_status',
  'unread_messages_count',
  'has_auto_message',
]

/** The words this sandbox takes for `msgType`, by the type of chat. The vendor's own are not documented. */
const TYPES: Readonly<Record<string, readonly number[]>> = { orders: [0], items: [1], seller: [2], all: [0, 1, 2] }

export function chatRoutes(world: World): Route[] {
  const { chats, messages } = world
  const open = (chat: Chat) => ({ ...chat, messages: messages.rows.filter((message) => message.chat_id === chat.id) })
  return [
    get('/messages/search', (request) => {
      const wanted = TYPES[request.query.get('msgType') ?? 'items'] ?? []
      return search(
        chats.rows.filter((chat) => wanted.includes(chat.type ?? 0)),
        request,
        {
          key: 'chats',
          expand: CHAT_EXPAND,
          sorts: ['id', 'updated'],
          filters: {
            msgType: (_chat, value) => (Object.hasOwn(TYPES, value) ? true : undefined),
            id: anyOf((chat) => chat.id),
            search: part((chat) => chat.subject),
            searchType: oneOf(() => 0, [0, 1, 2, 3]),
            read: flag((chat) => chat.read_market !== null),
            star_market: flag((chat) => chat.star_market),
            has_response_to_user: flag(() => false),
            created_from: since((chat) => chat.created),
            created_to: until((chat) => chat.created),
            updated_from: since((chat) => chat.updated),
            updated_to: until((chat) => chat.updated),
          },
          show: (chat, expand) => (expand.has('messages') ? open(chat) : chat),
        },
      )
    }),
    get('/messages/counts', () =>
      ok({ total: chats.size, totalUnread: chats.rows.filter((chat) => chat.read_market === null).length }),
    ),
    get('/messages/:id', (request) => ok(open(found(chats.get(request.id()))))),
    get('/messages/:id/order-chat', (request) => ok(open(found(chats.find((chat) => chat.order_id === request.id()))))),
    post('/messages/create', (request) => {
      const input = request.object()
      required(input, 'body', 'chat_id', 'receiver_id')
      const chat = found(chats.get(input.chat_id as number))
      if (chat.user_id !== input.receiver_id) return refuse(1021, 'user_not_found')
      const message = { chat_id: chat.id, body: input.body as string, created: stamp(request), sender: 2, status: 0 }
      return ok(messages.insert({ ...message, receiver_id: chat.user_id ?? null, files: [] }))
    }),
    ...[
      ['mass-unread', { read_market: null }] as const,
      ['mass-important', { star_market: 1 }] as const,
      ['mass-delete', { trash_market: 1 }] as const,
      ['mass-restore', { trash_market: 0 }] as const,
    ].map(([path, change]) =>
      put(`/messages/${path}`, (request) => {
        const ids = Object.keys((request.object().IDs ?? {}) as object)
        return ok(ids.filter((id) => chats.update(Number(id), change) !== undefined).length)
      }),
    ),
  ]
}

export function reviewRoutes(world: World): Route[] {
  const { reviews, replies, comments } = world
  return [
    get('/market-reviews/search', (request) =>
      search(reviews.rows, request, {
        key: 'marketReviews',
        size: 'pageSize',
        sorts: ['id', 'created_at'],
        expand: ['purchases'],
        filters: {
          id: anyOf((row) => row.id),
          order_id: anyOf((row) => row.order_id),
          search: part((row) => `${row.order_id} ${row.user}`),
          order_status: anyOf(() => 6),
          status_review: (row, value) => row.status === value,
          vote: (row, value) => row.vote === value,
          read_search: flag((row) => row.read),
          comment_search: flag((row) => row.comment),
          reply_search: flag((row) => replies.find((reply) => reply.market_review_id === row.id)),
          important_search: flag(() => false),
        },
      }),
    ),
    get('/market-reviews/counts', () =>
      ok({ unread: reviews.rows.filter((row) => !row.read).length, all: reviews.size }),
    ),
    get('/market-review-replies/search', (request) =>
      search(replies.rows, request, {
        key: 'marketReviewReplies',
        filters: { market_review_id: anyOf((row) => row.market_review_id), order_id: anyOf((row) => row.order_id) },
      }),
    ),
    post('/market-review-replies/reply', (request) => {
      const input = request.object()
      required(input, 'comment', 'market_review_id', 'order_id')
      const review = found(reviews.get(input.market_review_id as number))
      const reply = { order_id: input.order_id as number, market_review_id: review.id, type: null, user_type: 1 }
      return ok(replies.insert({ ...reply, comment: input.comment as string, status: 1, created_at: stamp(request) }))
    }),
    get('/item-comments/search', (request) =>
      search(comments.rows, request, {
        key: 'itemComments',
        sorts: ['id', 'created'],
        filters: {
          commentId: anyOf((row) => row.id),
          goodsId: anyOf((row) => row.record_id),
          createdFrom: since((row) => row.created),
          createdTo: until((row) => row.created),
          isRead: flag((row) => row.is_reade),
          isImportant: flag((row) => row.is_important),
          isAnswered: flag((row) => row.has_children),
          type: oneOf((row) => row.type, ['comment', 'question']),
          status: (row, value) => row.status === value,
          mark: anyOf((row) => row.mark),
        },
      }),
    ),
    post('/item-comments/create-comment', (request) => {
      const input = request.object()
      required(input, 'text', 'parent_id', 'item_id')
      const parent = comments.get(input.parent_id as number)
      if (parent === undefined) return missing()
      comments.update(parent.id, { has_children: true, is_reade: true })
      const reply = { parent_id: parent.id, record_id: parent.record_id ?? null, text: input.text as string }
      return ok({
        comment: comments.insert({ ...reply, name: 'Магазин', status: 'unapproved', is_market: 1, seller_id: 39 }),
      })
    }),
  ]
}
