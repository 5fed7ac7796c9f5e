import { listOperation, operation, path, type RecoverContext, recover } from '@bpmcentr/core'
import { Card, CreateCard, GetCard, ListCards, UpdateCard } from './cards/card.ts'
import { attachments, payments } from './cards/links.ts'
import { wireMoment } from './dates.ts'
import { wireDated } from './money.ts'
import { byPage } from './pages.ts'
import { selection } from './query.ts'
import { Done, showsAll } from './wire.ts'

const example: Card = {
  id: 22,
  contact_id: 1,
  source_id: 11,
  manager_id: 11,
  status_id: 1,
  title: '№11011',
  manager_comment: 'From facebook',
  status_changed_at: '2020-05-16 17:00:07',
  created_at: '2020-05-16 17:00:07',
  updated_at: '2020-05-16 17:00:07',
}

const getCard = operation<GetCard, Card>({
  summary: 'Get a card',
  kind: 'read',
  input: GetCard,
  output: Card,
  request: ({ id, include }) => ({ method: 'GET', path: path`pipelines/cards/${id}`, query: selection({ include }) }),
  // The document shows a page here, where every other resource sends the row itself.
  answer: (body) => (Array.isArray(body?.data) && 'current_page' in body ? body.data[0] : body),
  example: { input: { id: 22, include: ['contact.client', 'products'] }, output: example },
})

export const cards = {
  /** One card of a pipeline. */
  get: getCard,
  /** Cards of all pipelines, page by page; moments are UTC. */
  list: listOperation<ListCards, Card>({
    summary: 'List cards',
    input: ListCards,
    item: Card,
    pages: byPage,
    key: (card) => card.id,
    request: (input) => ({ method: 'GET', path: path`pipelines/cards`, query: selection(input) }),
    example: { input: { filter: { pipeline_id: 1 }, include: ['contact.client'] }, item: example },
  }),
  /** Creates a card. It has no key to be found by, so it is never repeated after an unknown outcome. */
  create: operation<CreateCard, Card>({
    summary: 'Create a card',
    kind: 'create',
    input: CreateCard,
    output: Card,
    request: ({ communicate_at, payments, ...card }) => ({
      method: 'POST',
      path: path`pipelines/cards`,
      json: { ...card, communicate_at: wireMoment(communicate_at), payments: payments?.map(wireDated) },
    }),
    example: {
      input: {
        title: '№11011',
        source_id: 11,
        pipeline_id: 1,
        contact: { full_name: 'John Doe', phone: '+380671112233' },
        custom_fields: [{ uuid: 'LD_1021', value: 'Лорд' }],
      },
      output: example,
    },
  }),
  /**
   * Changes a card; `status_id` of another pipeline moves it there. `products` are added each time, so an update with
   * products is never repeated after an unknown outcome.
   */
  update: operation<UpdateCard, Done>({
    summary: 'Change or move a card',
    kind: 'update',
    // Products cannot be told from what was there before; everything else may be sent again.
    idempotency: recover<UpdateCard, Done>(findUpdated, { when: ({ products }) => !products?.length }),
    input: UpdateCard,
    output: Done,
    request: ({ id, communicate_at, ...changes }) => ({
      method: 'PUT',
      path: path`pipelines/cards/${id}`,
      json: { ...changes, communicate_at: wireMoment(communicate_at) },
    }),
    example: { input: { id: 22, status_id: 4 }, output: { status: true } },
  }),
  payments: payments as typeof payments,
  attachments: attachments as typeof attachments,
}

async function findUpdated(input: UpdateCard, context: RecoverContext): Promise<Done | undefined> {
  const { id, products: _none, ...changes } = input
  const card = await context.call(getCard, { id })
  const wanted = { ...changes, communicate_at: wireMoment(changes.communicate_at) }
  return showsAll(card, wanted) ? { status: true } : undefined
}
