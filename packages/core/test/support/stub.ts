import * as z from 'zod'
import { path } from '../../src/codec/path.ts'
import type { ClientOptions, Connection, Transport, TransportRequest, TransportResponse } from '../../src/index.ts'
import {
  bearer,
  defineConnector,
  listOperation,
  operation,
  pageNumberPages,
  recover,
  schema,
  secret,
} from '../../src/index.ts'
import { memoryLimiterStore } from '../../src/limit/store.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'

export interface StubAnswer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
}

/** A transport that answers from a function and keeps what it was sent. */
export function stubTransport(answer: (request: TransportRequest, index: number) => StubAnswer | Promise<StubAnswer>) {
  const requests: TransportRequest[] = []
  const transport: Transport = {
    name: 'stub',
    async send(request) {
      requests.push(request)
      const { signal } = request
      const given = answer(request, requests.length - 1)
      const made =
        given instanceof Promise
          ? await Promise.race([
              given,
              new Promise<never>((_, reject) =>
                signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
              ),
            ])
          : given
      return response(made)
    },
  }
  return { transport, requests }
}

function response({ status = 200, headers = {}, json, text }: StubAnswer): TransportResponse {
  const body = text ?? (json === undefined ? '' : JSON.stringify(json))
  const all: Record<string, string> = {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  }
  return {
    status,
    header: (name) => all[name] ?? null,
    headers: () => Object.entries(all),
    text: async () => body,
    bytes: async () => new TextEncoder().encode(body),
    stream: () => new Blob([body]).stream() as ReadableStream<Uint8Array>,
    discard: async () => {},
  }
}

export const Thing = schema(() => z.looseObject({ id: z.number(), name: z.string() }))
export interface Thing extends z.output<ReturnType<typeof Thing>> {}

export const GetThing = schema(() => z.strictObject({ id: z.number() }))
export interface GetThing extends z.output<ReturnType<typeof GetThing>> {}

export const NewThing = schema(() => z.strictObject({ name: z.string(), key: z.string().optional() }))
export interface NewThing extends z.output<ReturnType<typeof NewThing>> {}

export const ListThings = schema(() => z.strictObject({ limit: z.number().optional(), page: z.number().optional() }))
export interface ListThings extends z.output<ReturnType<typeof ListThings>> {}

const get = operation<GetThing, Thing>({
  summary: 'Get a thing',
  kind: 'read',
  input: GetThing,
  output: Thing,
  request: (input) => ({ method: 'GET', path: path`things/${input.id}` }),
})

const list = listOperation<ListThings, Thing>({
  summary: 'List things',
  input: ListThings,
  item: Thing,
  pages: pageNumberPages({ size: 2 }),
  key: (thing) => thing.id,
  request: () => ({ method: 'GET', path: 'things' }),
})

const find = operation<{ key: string }, Thing | null>({
  summary: 'Find a thing by its key',
  kind: 'read',
  input: schema(() => z.strictObject({ key: z.string() })),
  output: schema(() => Thing().nullable()),
  request: ({ key }) => ({ method: 'GET', path: 'things/find', query: { key } }),
})

const base = {
  summary: 'Create a thing',
  kind: 'create',
  input: NewThing,
  output: Thing,
  request: (input: NewThing) => ({ method: 'POST', path: 'things', json: input }),
} as const

const lookup = async (input: NewThing, context: Parameters<Parameters<typeof recover<NewThing, Thing>>[0]>[1]) =>
  (await context.call(find, { key: input.key as string })) ?? undefined

export const operations = {
  things: {
    get,
    list,
    create: operation<NewThing, Thing>(base),
    createOnce: operation<NewThing, Thing>({ ...base, idempotency: { type: 'header', name: 'idempotency-key' } }),
    createFindable: operation<NewThing, Thing>({
      ...base,
      idempotency: recover<NewThing, Thing>(lookup, { when: (input) => input.key !== undefined }),
    }),
    pay: operation<NewThing, Thing>({ ...base, idempotency: recover<NewThing, Thing>(lookup, { resend: false }) }),
    keyed: operation<NewThing, Thing>({ ...base, idempotency: { type: 'field', name: 'key', lookup } }),
    replace: operation<GetThing & NewThing, Thing>({
      summary: 'Replace a thing',
      kind: 'update',
      input: schema(() => z.strictObject({ id: z.number(), name: z.string(), key: z.string().optional() })),
      output: Thing,
      request: ({ id, ...rest }) => ({ method: 'PUT', path: path`things/${id}`, json: rest }),
    }),
  },
}

/** A connector of a made-up shop, on virtual time and with limits of its own. */
export function shop(
  answer: (request: TransportRequest, index: number) => StubAnswer | Promise<StubAnswer>,
  options: ClientOptions & { connection?: Partial<Connection> } = {},
) {
  const { connection, ...rest } = options
  const clock = (options.clock as VirtualClock | undefined) ?? new VirtualClock()
  const { transport, requests } = stubTransport(answer)
  const connector = defineConnector({
    id: 'shop',
    title: 'Shop',
    help: 'Find the key under Settings, API.',
    options: () => z.strictObject({ apiKey: secret(z.string().min(1)) }),
    connect: ({ apiKey }) => ({
      baseUrl: 'https://shop.test/v1/',
      auth: bearer(apiKey),
      advice: { authentication: 'Find the key under Settings, API.' },
      ...connection,
    }),
    operations,
  })
  const client = connector({
    apiKey: 'sk_live_very_secret',
    transport,
    limiterStore: memoryLimiterStore({ clock }),
    ...rest,
    clock,
  })
  return { client, connector, clock, requests }
}
