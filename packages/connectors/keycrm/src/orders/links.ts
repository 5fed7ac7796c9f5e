import { operation, path, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { attachmentsOf } from '../storage.ts'
import { Done, done, Id } from '../wire.ts'
import { dictionary } from './dictionaries.ts'
import { Tag } from './order.ts'
import { getOrder } from './read.ts'

export const OrderTag = schema(() => z.strictObject({ orderId: Id(), tagId: Id() }))
export interface OrderTag extends z.output<ReturnType<typeof OrderTag>> {}

export const OrderFile = schema(() => z.strictObject({ orderId: Id(), fileId: Id() }))
export interface OrderFile extends z.output<ReturnType<typeof OrderFile>> {}

export const tags = {
  /** All tags of the company. */
  list: dictionary<Tag>('tags', 'tag', Tag, { id: 3, name: 'Hot', alias: 'hot', color: '#FF0000' }),
  /** Puts a tag on an order. After an unknown outcome the order's tags are read before it is sent again. */
  attach: operation<OrderTag, Done>({
    summary: 'Put a tag on an order',
    kind: 'action',
    idempotency: recover<OrderTag, Done>(async (input, context) => doneIf(await hasTag(input, context))),
    input: OrderTag,
    output: Done,
    request: ({ orderId, tagId }) => ({ method: 'POST', path: path`order/${orderId}/tag/${tagId}` }),
    example: { input: { orderId: 22, tagId: 3 }, output: { status: true } },
  }),
  /** Takes a tag off an order. KeyCRM answers 204 without a body; the result is `{ status: true }` all the same. */
  detach: operation<OrderTag, Done>({
    summary: 'Take a tag off an order',
    kind: 'delete',
    idempotency: recover<OrderTag, Done>(async (input, context) => doneIf(!(await hasTag(input, context)))),
    input: OrderTag,
    output: Done,
    request: ({ orderId, tagId }) => ({ method: 'DELETE', path: path`order/${orderId}/tag/${tagId}` }),
    answer: done,
    example: { input: { orderId: 22, tagId: 1 }, output: { status: true } },
  }),
}

export const attachments = {
  /** Attaches an uploaded file to an order. After an unknown outcome the order's files are read before it is sent again. */
  attach: operation<OrderFile, Done>({
    summary: 'Attach a file to an order',
    kind: 'action',
    idempotency: recover<OrderFile, Done>(async (input, context) => doneIf(await hasFile(input, context))),
    input: OrderFile,
    output: Done,
    request: ({ orderId, fileId }) => ({ method: 'POST', path: path`order/${orderId}/attachment/${fileId}` }),
    example: { input: { orderId: 22, fileId: 7 }, output: { status: true } },
  }),
  /** Removes a file from an order; the file itself stays in the storage. */
  detach: operation<OrderFile, Done>({
    summary: 'Remove a file from an order',
    kind: 'delete',
    idempotency: recover<OrderFile, Done>(async (input, context) => doneIf(!(await hasFile(input, context)))),
    input: OrderFile,
    output: Done,
    request: ({ orderId, fileId }) => ({ method: 'DELETE', path: path`order/${orderId}/attachment/${fileId}` }),
    answer: done,
    example: { input: { orderId: 22, fileId: 8 }, output: { status: true } },
  }),
}

async function hasTag({ orderId, tagId }: OrderTag, context: RecoverContext): Promise<boolean> {
  const order = await context.call(getOrder, { id: orderId, include: ['tags'] })
  return order.tags?.some((tag) => tag.id === tagId) ?? false
}

async function hasFile({ orderId, fileId }: OrderFile, context: RecoverContext): Promise<boolean> {
  for await (const file of context.items(attachmentsOf, { entityType: 'order', entityId: orderId })) {
    if (file.id === fileId) return true
  }
  return false
}

function doneIf(happened: boolean): Done | undefined {
  return happened ? { status: true } : undefined
}
