import {
  bearer,
  defineConnector,
  field,
  header,
  listOperation,
  offsetPages,
  operation,
  pageNumberPages,
  path,
  type RecoverContext,
  recover,
  secret,
  singlePage,
  slidingWindow,
} from '@bpmcentr/core'
import {
  bearerAuth,
  collection,
  defineSandbox,
  del,
  get,
  json,
  offsetPage,
  pageNumber,
  post,
  put,
  type Sandbox,
  type SandboxOptions,
} from '@bpmcentr/core/testing'
import * as z from 'zod'

/** A vendor whose operations are safe to repeat in every way there is, and in none. */
export const KEY = 'ledger-secret-key'

interface Entry {
  id: number
  reference: string
  amount: string
}

export function ledgerSandbox(
  options?: SandboxOptions,
): Sandbox<{ entries: ReturnType<typeof entriesOf>; notes: ReturnType<typeof notesOf> }> {
  const entries = entriesOf()
  const notes = notesOf()
  const answered = new Map<string, unknown>()
  const insert = (input: Record<string, unknown>) => {
    if (typeof input.reference !== 'string') throw json({ message: 'reference is required' }, 422)
    return entries.insert({ reference: input.reference, amount: String(input.amount) })
  }
  return defineSandbox(
    {
      id: 'ledger',
      baseUrl: 'https://api.ledger.example/v2',
      auth: bearerAuth({ tokens: [KEY], reject: () => json({ message: 'Unauthenticated.' }, 401) }),
      state: { entries, notes },
      onReset: () => answered.clear(),
      routes: [
        get('/entries', (request) => {
          const reference = request.query.get('reference')
          const found = entries.select({
            where: reference === undefined ? undefined : (row) => row.reference === reference,
          })
          const { items, total } = pageNumber(found, request, { size: 'per_page', defaultSize: 20, maxSize: 50 })
          return { data: items, total }
        }),
        get('/entries/:id', (request) => entries.get(request.id())),
        put('/entries/:id', (request) => entries.update(request.id(), { amount: String(request.object().amount) })),
        del('/entries/:id', (request) => (entries.delete(request.id()) ? json({ ok: true }) : undefined)),
        post('/entries', (request) => json(insert(request.object()), 201)),
        post('/entries/keyed', (request) => {
          const key = request.header('idempotency-key') ?? ''
          if (!answered.has(key)) answered.set(key, { ...insert(request.object()) })
          return json(answered.get(key), 201)
        }),
        post('/entries/unique', (request) => {
          const input = request.object()
          if (entries.find((row) => row.reference === input.reference)) return json({ message: 'Duplicate' }, 409)
          return json(insert(input), 201)
        }),
        get('/notes', (request) => {
          const page = offsetPage(notes.rows, request, { defaultSize: 2, maxSize: 2 })
          return { data: page.items }
        }),
        post('/notes/send', (request) =>
          json({ sent: true, note: notes.insert({ text: String(request.object().text) }).id }),
        ),
        get('/units', () => [{ id: 'kg' }, { id: 'pcs' }]),
      ],
    },
    options,
  )
}

function entriesOf() {
  const rows = Array.from({ length: 7 }, (_, index) => ({
    id: index + 1,
    reference: `ref-${index + 1}`,
    amount: '10.00',
  }))
  return collection<Entry>({ key: 'id', rows })
}

function notesOf() {
  return collection<{ id: number; text: string }>({
    key: 'id',
    rows: [1, 2, 3, 4, 5].map((id) => ({ id, text: `note ${id}` })),
  })
}

const Entry = z.looseObject({ id: z.number(), reference: z.string(), amount: z.string() })
const Note = z.looseObject({ id: z.number(), text: z.string() })
interface EntryInput extends z.output<typeof EntryInput> {}
const EntryInput = z.strictObject({ reference: z.string(), amount: z.string() })
const ById = z.strictObject({ id: z.number() })
const input = { reference: 'ref-new', amount: '5.50' }
const output = { id: 8, reference: 'ref-new', amount: '5.50' }
const first = { id: 1, reference: 'ref-1', amount: '10.00' }

const listEntries = listOperation({
  summary: 'List entries',
  input: z.strictObject({ reference: z.string().optional(), per_page: z.number().optional() }),
  item: Entry,
  pages: pageNumberPages({ size: 20, max: 50, sizeParam: 'per_page', total: (body) => body.total }),
  key: (entry) => entry.id,
  request: (query) => ({ method: 'GET', path: 'entries', query }),
  example: { input: {}, item: first },
})

function findByReference({ reference }: EntryInput, context: RecoverContext): Promise<Entry | undefined> {
  return context.items(listEntries, { reference }).first()
}

const create = {
  summary: 'Create an entry',
  kind: 'create',
  input: EntryInput,
  output: Entry,
  example: { input, output },
} as const

export const ledger = defineConnector({
  id: 'ledger',
  title: 'Ledger',
  options: () =>
    z.object({ key: secret(z.string().min(1)), baseUrl: z.url().default('https://api.ledger.example/v2/') }),
  connect: (options) => ({
    baseUrl: options.baseUrl,
    auth: bearer(options.key),
    limits: [slidingWindow({ limit: 100, window: 60_000 })],
    advice: { authentication: 'Find the key in Ledger under Settings → API.' },
  }),
  operations: {
    entries: {
      list: listEntries,
      get: operation({
        summary: 'Get an entry',
        kind: 'read',
        input: ById,
        output: Entry,
        request: ({ id }) => ({ method: 'GET', path: path`entries/${id}` }),
        example: { input: { id: 1 }, output: first },
      }),
      create: operation({ ...create, request: (body) => ({ method: 'POST', path: 'entries', json: body }) }),
      createKeyed: operation({
        summary: 'Create an entry once for each key',
        kind: 'create',
        input: EntryInput,
        output: Entry,
        idempotency: header('Idempotency-Key'),
        request: (body) => ({ method: 'POST', path: 'entries/keyed', json: body }),
        example: { input, output },
      }),
      createUnique: operation({
        ...create,
        idempotency: field<EntryInput, Entry>('reference', findByReference),
        request: (body) => ({ method: 'POST', path: 'entries/unique', json: body }),
      }),
      createRecoverable: operation({
        ...create,
        idempotency: recover<EntryInput, Entry>(findByReference),
        request: (body) => ({ method: 'POST', path: 'entries', json: body }),
      }),
      update: operation({
        summary: 'Change an entry',
        kind: 'update',
        input: z.strictObject({ id: z.number(), amount: z.string() }),
        output: Entry,
        request: ({ id, ...body }) => ({ method: 'PUT', path: path`entries/${id}`, json: body }),
        example: { input: { id: 2, amount: '7.00' }, output: { id: 2, reference: 'ref-2', amount: '7.00' } },
      }),
      delete: operation({
        summary: 'Delete an entry',
        kind: 'delete',
        input: ById,
        output: z.looseObject({ ok: z.boolean() }),
        request: ({ id }) => ({ method: 'DELETE', path: path`entries/${id}` }),
        example: { input: { id: 3 }, output: { ok: true } },
      }),
    },
    notes: {
      list: listOperation({
        summary: 'List notes',
        input: z.strictObject({}),
        item: Note,
        pages: offsetPages({ size: 2 }),
        key: (note) => note.id,
        request: () => ({ method: 'GET', path: 'notes' }),
        example: { input: {}, item: { id: 1, text: 'note 1' } },
      }),
      send: operation({
        summary: 'Send a note',
        kind: 'action',
        input: z.strictObject({ text: z.string() }),
        output: z.looseObject({ sent: z.boolean() }),
        request: (body) => ({ method: 'POST', path: 'notes/send', json: body }),
        example: { input: { text: 'Привіт' }, output: { sent: true } },
      }),
    },
    units: {
      list: listOperation({
        summary: 'List units',
        input: z.strictObject({}),
        item: z.looseObject({ id: z.string() }),
        pages: singlePage,
        key: (unit) => unit.id,
        request: () => ({ method: 'GET', path: 'units' }),
        example: { input: {}, item: { id: 'kg' } },
      }),
    },
  },
})
