import { operation, path, type RecoverContext, recover, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { NAME_A_METHOD, namesMethod, newPayment, Payment, paymentChanges, wireDated } from '../money.ts'
import { attachmentsOf } from '../storage.ts'
import { Done, done, Id } from '../wire.ts'

export const CreateCardPayment = schema(() =>
  z.strictObject({ cardId: Id(), ...newPayment() }).refine(namesMethod, NAME_A_METHOD),
)
export interface CreateCardPayment extends z.output<ReturnType<typeof CreateCardPayment>> {}

export const UpdateCardPayment = schema(() => z.strictObject({ cardId: Id(), paymentId: Id(), ...paymentChanges() }))
export interface UpdateCardPayment extends z.output<ReturnType<typeof UpdateCardPayment>> {}

export const CardFile = schema(() => z.strictObject({ cardId: Id(), fileId: Id() }))
export interface CardFile extends z.output<ReturnType<typeof CardFile>> {}

export const payments = {
  /** Records a payment on a card; `status` is `paid` unless given. Never repeated after an unknown outcome. */
  create: operation<CreateCardPayment, Payment>({
    summary: 'Record a payment on a card',
    kind: 'create',
    input: CreateCardPayment,
    output: Payment,
    request: ({ cardId, ...payment }) => ({
      method: 'POST',
      path: path`pipelines/cards/${cardId}/payment`,
      json: wireDated(payment),
    }),
    example: {
      input: { cardId: 22, payment_method: 'Apple Pay', amount: 123.5 },
      output: { payment_method_id: 2, amount: 123.5, status: 'paid' },
    },
  }),
  /** Changes the status or the description of a payment on a card. */
  update: operation<UpdateCardPayment, Payment>({
    summary: 'Change a payment of a card',
    kind: 'update',
    input: UpdateCardPayment,
    output: Payment,
    request: ({ cardId, paymentId, ...changes }) => ({
      method: 'PUT',
      path: path`pipelines/cards/${cardId}/payment/${paymentId}`,
      json: changes,
    }),
    example: {
      input: { cardId: 22, paymentId: 3344, status: 'canceled' },
      output: { payment_method_id: 2, amount: 123.5, status: 'canceled' },
    },
  }),
}

export const attachments = {
  /** Attaches an uploaded file to a card. After an unknown outcome the card's files are read before it is sent again. */
  attach: operation<CardFile, Done>({
    summary: 'Attach a file to a card',
    kind: 'action',
    idempotency: recover<CardFile, Done>(async (input, context) => doneIf(await hasFile(input, context))),
    input: CardFile,
    output: Done,
    request: ({ cardId, fileId }) => ({ method: 'POST', path: path`pipelines/cards/${cardId}/attachment/${fileId}` }),
    example: { input: { cardId: 22, fileId: 7 }, output: { status: true } },
  }),
  /** Removes a file from a card; the file itself stays in the storage. */
  detach: operation<CardFile, Done>({
    summary: 'Remove a file from a card',
    kind: 'delete',
    idempotency: recover<CardFile, Done>(async (input, context) => doneIf(!(await hasFile(input, context)))),
    input: CardFile,
    output: Done,
    request: ({ cardId, fileId }) => ({ method: 'DELETE', path: path`pipelines/cards/${cardId}/attachment/${fileId}` }),
    answer: done,
    example: { input: { cardId: 22, fileId: 8 }, output: { status: true } },
  }),
}

async function hasFile({ cardId, fileId }: CardFile, context: RecoverContext): Promise<boolean> {
  for await (const file of context.items(attachmentsOf, { entityType: 'pipelines', entityId: cardId })) {
    if (file.id === fileId) return true
  }
  return false
}

function doneIf(happened: boolean): Done | undefined {
  return happened ? { status: true } : undefined
}
