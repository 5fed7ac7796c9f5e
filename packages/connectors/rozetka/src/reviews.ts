import { listOperation, operation, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { content, rowsOf } from './envelope.ts'
import { Nothing } from './orders/dictionaries.ts'
import { fixedPages, sizedPages } from './pages.ts'
import { Expand, filters, paging, Sort, STRICT_SEARCH, sizedPaging } from './query.ts'
import { Anything, Either, Flag, Id, Maybe, Num, Text, Words } from './wire.ts'

/** A reply. `status`: 1 new, 2 under moderation, 3 blocked, 4 published, 5 blocked by a machine. `user_type`: 1 seller, 2 buyer. */
export const ReviewReply = schema(() =>
  z.looseObject({
    id: z.number(),
    order_id: Num(),
    market_review_id: Num(),
    type: Num(),
    comment: Text(),
    reason: Anything(),
    status: Either(),
    user_type: Num(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
interface ReviewReplySchema extends ReturnType<typeof ReviewReply> {}
export interface ReviewReply extends z.output<ReturnType<typeof ReviewReply>> {}

/** A review of the shop. */
export const Review = schema(() =>
  z.looseObject({
    id: z.number(),
    order_id: Num(),
    user: Text(),
    comment: Text(),
    created_at: Text(),
    vote: Text(),
    vote_convenience: Text(),
    vote_manager: Text(),
    vote_delivery: Text(),
    status: Text(),
    read: Flag(),
    read_ts: Text(),
    problem_solved: Flag(),
    reply: Maybe<ReviewReplySchema>(ReviewReply()),
    dispute: Anything(),
    order: Anything(),
    purchases: Anything(),
  }),
)
export interface Review extends z.output<ReturnType<typeof Review>> {}

export const ListReviews = schema(() =>
  z.strictObject({
    id: Id().optional(),
    order_id: Id().optional(),
    search: Words().optional(),
    order_status: Id().optional(),
    status_review: Words().optional(),
    vote: Words().optional(),
    read_search: z.boolean().optional(),
    comment_search: z.boolean().optional(),
    reply_search: z.boolean().optional(),
    important_search: z.boolean().optional(),
    expand: Expand(['purchases']),
    sort: Sort(['id', '-id', 'created_at', '-created_at']),
    ...sizedPaging(),
  }),
)
export interface ListReviews extends z.output<ReturnType<typeof ListReviews>> {}

export const ReviewCounts = schema(() => z.looseObject({ unread: Num(), all: Num() }))
export interface ReviewCounts extends z.output<ReturnType<typeof ReviewCounts>> {}

export const ListReplies = schema(() =>
  z.strictObject({ market_review_id: Id().optional(), order_id: Id().optional(), ...paging() }),
)
export interface ListReplies extends z.output<ReturnType<typeof ListReplies>> {}

export const ReplyToReview = schema(() => z.strictObject({ market_review_id: Id(), order_id: Id(), comment: Words() }))
export interface ReplyToReview extends z.output<ReturnType<typeof ReplyToReview>> {}

const exampleReply: ReviewReply = {
  id: 3,
  order_id: 248888186,
  market_review_id: 6098971,
  comment: 'Дякуємо за відгук!',
  status: 1,
}

const listReplies = listOperation<ListReplies, ReviewReply>({
  summary: 'List replies to reviews',
  input: ListReplies,
  item: ReviewReply,
  items: rowsOf('marketReviewReplies'),
  pages: fixedPages,
  key: (reply) => reply.id,
  request: (input) => ({
    method: 'GET',
    path: 'market-review-replies/search',
    query: filters(input),
    headers: STRICT_SEARCH,
  }),
  example: { input: { market_review_id: 6098971 }, item: exampleReply },
})

export const reviews = {
  /** Reviews of the shop, page by page. */
  list: listOperation<ListReviews, Review>({
    summary: 'List reviews of the shop',
    input: ListReviews,
    item: Review,
    items: rowsOf('marketReviews'),
    pages: sizedPages,
    key: (review) => review.id,
    request: (input) => ({
      method: 'GET',
      path: 'market-reviews/search',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: {
      input: { read_search: false, sort: '-id' },
      item: { id: 6098971, order_id: 248888186, vote: 'middle', comment: 'test', read: false },
    },
  }),
  /** How many reviews there are, and how many are unread. */
  counts: operation<Nothing, ReviewCounts>({
    summary: 'Count reviews of the shop',
    kind: 'read',
    input: Nothing,
    output: ReviewCounts,
    answer: content,
    request: () => ({ method: 'GET', path: 'market-reviews/counts' }),
    example: { input: {}, output: { unread: 15, all: 80 } },
  }),
  /** Replies publicly. After a lost answer the reply is looked up by its text before it is sent again. */
  reply: operation<ReplyToReview, ReviewReply>({
    summary: 'Reply to a review',
    kind: 'create',
    idempotency: recover<ReplyToReview, ReviewReply>(findReply),
    input: ReplyToReview,
    output: ReviewReply,
    answer: content,
    request: (json) => ({ method: 'POST', path: 'market-review-replies/reply', json }),
    example: {
      input: { market_review_id: 6098971, order_id: 248888186, comment: 'Дякуємо за відгук!' },
      output: exampleReply,
    },
  }),
  replies: {
    /** Replies, of all reviews or of one. */
    list: listReplies,
  },
}

async function findReply(
  { market_review_id, comment }: ReplyToReview,
  context: RecoverContext,
): Promise<ReviewReply | undefined> {
  for await (const reply of context.items(listReplies, { market_review_id })) {
    if (reply.market_review_id === market_review_id && reply.comment === comment) return reply
  }
  return undefined
}
