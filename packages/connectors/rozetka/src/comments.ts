import { listOperation, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Day } from './dates.ts'
import { rowsOf } from './envelope.ts'
import { fixedPages } from './pages.ts'
import { filters, inOrder, paging, Sort, STRICT_SEARCH } from './query.ts'
import { Anything, Either, Flag, Id, Num, Text, Words } from './wire.ts'

/** A comment or a question on an item. `mark` is 0 to 5. */
export const ItemComment = schema(() =>
  z.looseObject({
    id: z.number(),
    parent_id: Num(),
    record_id: Num(),
    seller_id: Num(),
    name: Text(),
    text: Text(),
    status: Text(),
    type: Text(),
    mark: Num(),
    rating: Either(),
    dignity: Text(),
    shortcomings: Text(),
    created: Text(),
    changed: Text(),
    is_reade: Flag(),
    is_important: Flag(),
    is_market: Flag(),
    has_children: Flag(),
    orders_id: Num(),
    item: Anything(),
  }),
)
export interface ItemComment extends z.output<ReturnType<typeof ItemComment>> {}

/** `mark`: the marks to look for, 0 to 5. Days are Kyiv's, both ends included. */
export const ListComments = schema(() =>
  z
    .strictObject({
      commentId: Id().optional(),
      goodsId: Id().optional(),
      createdFrom: Day().optional(),
      createdTo: Day().optional(),
      isRead: z.boolean().optional(),
      isImportant: z.boolean().optional(),
      isAnswered: z.boolean().optional(),
      type: Words().optional(),
      status: Words().optional(),
      mark: z.array(z.int().min(0).max(5)).min(1).optional(),
      sort: Sort(['id', '-id', 'created', '-created']),
      ...paging(),
    })
    .refine((input) => inOrder(input.createdFrom, input.createdTo), '`createdFrom` is after `createdTo`'),
)
export interface ListComments extends z.output<ReturnType<typeof ListComments>> {}

export const ReplyToComment = schema(() => z.strictObject({ parent_id: Id(), item_id: Id(), text: Words() }))
export interface ReplyToComment extends z.output<ReturnType<typeof ReplyToComment>> {}

const example: ItemComment = { id: 44025200, name: 'Артем', text: 'Чи є в наявності?', type: 'comment', mark: 0 }

export const comments = {
  /** Comments and questions on items, page by page. */
  list: listOperation<ListComments, ItemComment>({
    summary: 'List comments on items',
    input: ListComments,
    item: ItemComment,
    items: rowsOf('itemComments'),
    pages: fixedPages,
    key: (comment) => comment.id,
    request: (input) => ({
      method: 'GET',
      path: 'item-comments/search',
      query: filters(input),
      headers: STRICT_SEARCH,
    }),
    example: { input: { isAnswered: false, sort: '-id' }, item: example },
  }),
  /** Replies publicly; the reply is published after moderation. Never sent again after an unknown outcome. */
  reply: operation<ReplyToComment, ItemComment>({
    summary: 'Reply to a comment on an item',
    kind: 'create',
    input: ReplyToComment,
    output: ItemComment,
    answer: (body: { content?: { comment?: unknown } }) => body.content?.comment,
    request: (reply) => ({ method: 'POST', path: 'item-comments/create-comment', json: { ...reply, is_reade: 1 } }),
    example: {
      input: { parent_id: 44025200, item_id: 344560030, text: 'Так, є на складі.' },
      output: { id: 44025999, text: 'Так, є на складі.', status: 'unapproved', parent_id: 44025200 },
    },
  }),
}
