import {
  bearerAuth,
  collection,
  cursorPage,
  defineSandbox,
  del,
  get,
  json,
  nextLink,
  offsetPage,
  pageNumber,
  patch,
  post,
  type SandboxOptions,
  slidingWindowLimit,
} from '@bpmcentr/core/testing'

export interface OrderRow {
  id: number
  title: string
  status: string
}

export const KEY = 'toy-secret-key'

/** A small vendor with everything the kit offers. */
export function toySandbox(options?: SandboxOptions) {
  const orders = collection<OrderRow>({
    key: 'id',
    rows: Array.from({ length: 7 }, (_, index) => ({ id: index + 1, title: `№${index + 1}`, status: 'new' })),
  })
  const paging = { defaultSize: 3, maxSize: 5 }
  return defineSandbox(
    {
      id: 'toy',
      baseUrl: 'https://api.toy.example/v1/',
      auth: bearerAuth({ tokens: [KEY], reject: () => json({ message: 'Unauthenticated.' }, 401) }),
      limit: slidingWindowLimit({
        limit: 3,
        window: 60_000,
        reject: (retryAfter) => json({ message: 'Too Many Attempts.' }, 429, { 'Retry-After': String(retryAfter) }),
        headers: ({ limit, remaining }) => ({
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(remaining),
        }),
      }),
      notFound: () => json({ message: 'Not Found' }, 404),
      state: { orders },
      routes: [
        get('/orders', (request) => {
          const status = request.query.object('filter').status
          const found = orders.select({
            where: status ? (row) => row.status === status : undefined,
            sort: request.query.get('sort'),
          })
          const page = pageNumber(found, request, paging)
          return {
            total: page.total,
            current_page: page.page,
            data: page.items,
            next_page_url: page.hasNext ? nextLink(request, { page: page.page + 1 }) : null,
          }
        }),
        get('/orders/offset', (request) => offsetPage(orders.rows, request, paging)),
        get('/orders/cursor', (request) =>
          cursorPage(orders.rows, request, {
            ...paging,
            key: (row) => row.id,
            invalid: (name) => json({ message: `bad ${name}` }, 400),
          }),
        ),
        get('/orders/:id', (request) => orders.get(request.id())),
        post('/orders', (request) => {
          const input = request.object()
          if (typeof input.title !== 'string') return json({ message: 'title is required' }, 422)
          return json(orders.insert({ title: input.title, status: 'new' }), 201)
        }),
        patch('/orders/:id', (request) => orders.update(request.id(), request.object())),
        del('/orders/:id', (request) => (orders.delete(request.id()) ? json({ ok: true }) : undefined)),
        get('/ping', () => ({ pong: true }), { public: true, unlimited: true }),
        post('/form', (request) => request.form().nested),
        post('/upload', async (request) => {
          const file = (await request.multipart()).get('file')
          return file instanceof File ? { name: file.name, size: file.size } : undefined
        }),
        get('/broken', () => {
          throw new Error('a defect of the route')
        }),
        get('/files/:name.json', (request) => request.params),
        get('/odata/*rest', (request) => request.params),
      ],
    },
    options,
  )
}
