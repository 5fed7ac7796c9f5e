import { del, get, json, post, put, type Route, type SandboxRequest } from '@bpmcentr/core/testing'
import { between, found, includes, message, oneOf, page, select } from './listing.ts'
import { paymentRoutes } from './money.ts'
import { checkMethod, makeLine, PAYMENT, setValues, storePayment } from './orderInput.ts'
import type { CardRow, Fields, PipelineStatusRow } from './rows.ts'
import { showCard } from './showCard.ts'
import { given, listIn, numberOr, objectIn, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

const INCLUDES = [
  ...['contact', 'contact.client', 'products', 'products.offer', 'manager', 'status', 'payments', 'custom_fields'],
]

const CARD: Rules = {
  title: 'text',
  source_id: 'integer',
  manager_comment: 'text',
  manager_id: 'integer',
  pipeline_id: 'integer',
  communicate_at: 'moment',
  contact: 'object!',
  products: 'list',
  payments: 'list',
  custom_fields: 'list',
}

/** `enabled` is whether the company uses pipelines: without them nothing here works. */
export function pipelineRoutes(world: World, enabled: () => boolean): Route[] {
  const { cards, pipelines, pipelineStatuses } = world
  const on = (request: SandboxRequest) => {
    if (!enabled())
      throw message(
        'Leads are not enabled',
        request.method === 'POST' && request.path === '/pipelines/cards' ? 403 : 400,
      )
  }
  const guarded = (routes: readonly Route[]) =>
    routes.map((route) => ({
      ...route,
      handler: (request: SandboxRequest) => {
        on(request)
        return route.handler(request)
      },
    }))
  return guarded([
    get('/pipelines', (request) => page(pipelines.rows, request, (row) => row)),
    get('/pipelines/:id/statuses', (request) => {
      const { id } = found(pipelines.get(request.id()))
      const count = (status: PipelineStatusRow) =>
        cards.select({ where: (card) => card.status_id === status.id }).length
      const rows = pipelineStatuses.select({ where: (row) => row.pipeline_id === id })
      return page(rows, request, (row) => ({ ...row, leads_count: count(row) }))
    }),
    get('/pipelines/cards', (request) => {
      const asked = includes(request, INCLUDES)
      return page(select(cards.rows, request, filtersOf(world)), request, (row) => showCard(world, row, asked))
    }),
    post('/pipelines/cards', (request) => {
      const input = request.object()
      const problems = new Problems()
      problems
        .check(input, CARD)
        .each(input, 'payments', PAYMENT, (row, prefix) => checkMethod(world, row, problems, prefix))
      const { pipeline_id, source_id } = input
      problems.exists('pipeline_id', typeof pipeline_id !== 'number' || pipelines.has(pipeline_id))
      // Wrong arguments of a card are 403, says the document.
      problems.exists('source_id', typeof source_id !== 'number' || world.sources.has(source_id)).refuse(403)
      return json(showCard(world, storeCard(world, input, stamp(request))), 201)
    }),
    get('/pipelines/cards/:id', (request) =>
      showCard(world, found(cards.get(request.id())), includes(request, INCLUDES)),
    ),
    put('/pipelines/cards/:id', (request) => {
      const card = found(cards.get(request.id()))
      const input = request.object()
      const problems = new Problems().check(input, {
        title: 'text',
        note: 'text',
        status_id: 'integer',
        communicate_at: 'moment',
      })
      const { status_id, client_id } = input
      problems.exists('status_id', typeof status_id !== 'number' || pipelineStatuses.has(status_id))
      problems.exists('client_id', typeof client_id !== 'number' || world.buyers.has(client_id)).refuse()
      const now = stamp(request)
      const added = listIn(input, 'products').map((row, index) =>
        makeLine(world, row, card.id * 1_000 + card.lines.length + index),
      )
      cards.update(card.id, {
        ...given<CardRow>(input, ['title', 'note', 'status_id', 'source_id', 'manager_id', 'communicate_at']),
        ...(typeof client_id === 'number' ? { contact: { ...card.contact, client_id } } : undefined),
        ...(typeof status_id === 'number' && status_id !== card.status_id ? { status_changed_at: now } : undefined),
        // Added each time, never changed.
        lines: [...card.lines, ...added],
        updated_at: now,
      })
      return json({ status: true }, 202)
    }),
    ...paymentRoutes(world, '/pipelines/cards/:id', (request) => found(cards.get(request.id()))),
    ...fileRoutes(world),
  ])
}

function filtersOf(world: World) {
  return {
    pipeline_id: oneOf((row: CardRow) => world.pipelineStatuses.get(row.status_id)?.pipeline_id),
    status_id: oneOf((row: CardRow) => row.status_id),
    source_id: oneOf((row: CardRow) => row.source_id),
    created_between: between((row: CardRow) => row.created_at),
    updated_between: between((row: CardRow) => row.updated_at),
  }
}

function storeCard(world: World, input: Fields, now: string): CardRow {
  const pipeline = numberOr(input.pipeline_id, world.pipelines.rows[0]?.id)
  const { full_name = null, email = null, phone = null, client_id } = objectIn(input, 'contact')
  const known = typeof client_id === 'number' ? world.buyers.get(client_id) : undefined
  const person = known
    ? { full_name: known.full_name, email: known.email[0] ?? null, phone: known.phone[0] ?? null }
    : { full_name, email, phone }
  const utm = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
  const card = world.cards.insert({
    contact: { id: 0, ...person, picture: null, client_id: known?.id ?? null, created_at: now, updated_at: now },
    source_id: numberOr(input.source_id, null),
    manager_id: numberOr(input.manager_id, null),
    status_id: world.pipelineStatuses.find((row) => row.pipeline_id === pipeline)?.id ?? 1,
    manager_comment: textOr(input.manager_comment, null),
    marketing: Object.fromEntries(utm.map((name) => [name, textOr(input[name], null)])),
    note: null,
    status_changed_at: now,
    communicate_at: textOr(input.communicate_at, null),
    created_at: now,
    updated_at: now,
    lines: [],
    payment_ids: [],
    file_ids: [],
    custom_fields: setValues(input),
  })
  card.contact.id = card.id
  card.title = textOr(input.title, String(card.id))
  card.lines = listIn(input, 'products').map((row, index) => makeLine(world, row, card.id * 1_000 + index))
  card.payment_ids = listIn(input, 'payments').map((row) => storePayment(world, row, card.id, now))
  return card
}

function fileRoutes(world: World): Route[] {
  const { cards, files } = world
  return [
    post('/pipelines/cards/:id/attachment/:file', (request) => {
      const card = found(cards.get(request.id()))
      const file = found(files.get(request.id('file'))).id
      if (!card.file_ids.includes(file)) cards.update(card.id, { file_ids: [...card.file_ids, file] })
      return json({ status: true }, 202)
    }),
    del('/pipelines/cards/:id/attachment/:file', (request) => {
      const card = found(cards.get(request.id()))
      const file = request.id('file')
      if (!card.file_ids.includes(file)) return message('Bad Request', 400)
      cards.update(card.id, { file_ids: card.file_ids.filter((id) => id !== file) })
      return json({ status: true }, 201)
    }),
  ]
}
