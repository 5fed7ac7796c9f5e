import { inspect } from 'node:util'
import * as otel from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import {
  type Auth,
  AuthenticationError,
  apiKey,
  basic,
  bearer,
  defineConnector,
  history,
  kyTransport,
  logger,
  oauth2,
  operation,
  secret,
  session,
  signed,
  telemetry,
} from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { encoders } from '../redact/encoders.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

/** The secrets of one account. Header-safe, as keys have to be, with everything that gets escaped somewhere. */
interface Secrets {
  readonly main: string
  readonly token: string
}

/** What the vendor's servers answer, for a URL. */
type Respond = (url: string) => Response

interface Way {
  readonly auth: (secrets: Secrets) => Auth
  /** Where the secret is part of the address. */
  readonly base?: (secrets: Secrets) => string
}

const ways: Readonly<Record<string, Way>> = {
  bearer: { auth: ({ main }) => bearer(main) },
  'bearer from a function': { auth: ({ main }) => bearer(async () => main) },
  basic: { auth: ({ main }) => basic({ username: 'someone', password: main }) },
  'a key in a header': { auth: ({ main }) => apiKey({ in: 'header', name: 'x-key', value: main, prefix: 'Token ' }) },
  'a key in the query': { auth: ({ main }) => apiKey({ in: 'query', name: 'k', value: main }) },
  'a key in the body': { auth: ({ main }) => apiKey({ in: 'body', name: 'k', value: main }) },
  'a key in the path': {
    auth: ({ token }) => bearer(token),
    base: ({ main }) => `https://api.test/rest/${encodeURIComponent(main)}/`,
  },
  'OAuth 2 client credentials': {
    auth: ({ main }) =>
      oauth2({ flow: 'clientCredentials', tokenUrl: 'https://api.test/token', clientId: 'c', clientSecret: main }),
  },
  'OAuth 2 password in the body': {
    auth: ({ main, token }) =>
      oauth2({
        flow: 'password',
        tokenUrl: 'https://api.test/token',
        clientId: 'c',
        clientSecret: token,
        clientAuth: 'body',
        username: 'u',
        password: main,
      }),
  },
  session: {
    auth: ({ main, token }) =>
      session({
        identity: 'someone',
        secrets: [main],
        login: async (context) => {
          const request = { method: 'POST', url: 'https://api.test/login', headers: {}, body: main }
          const answer = await context.send(request)
          const said = await answer.text()
          if (answer.status >= 400)
            throw new AuthenticationError(`The login was refused: ${said}`, { vendorMessage: said })
          return { cookies: { sid: token }, headers: { 'x-csrf': token } }
        },
      }),
  },
  signed: {
    auth: ({ main }) =>
      signed({
        identity: 'merchant',
        secrets: [main],
        sign: (request) => {
          request.headers['x-signature'] = main
        },
      }),
  },
}

/** How the vendor, or what lies between, fails; `echo` holds the secret. */
const failures: Readonly<Record<string, (echo: string, url: string) => Response>> = {
  'refusal in JSON': (echo) => json(400, { message: echo, error: { message: echo }, detail: [echo] }),
  'wrong key': (echo) => json(401, { error: 'invalid_client', error_description: echo, message: echo }),
  'not there': (echo) => json(404, { message: echo, code: echo }),
  'server error': (echo) => json(500, { message: echo }),
  'too many': (echo) => json(429, { message: echo }, { 'retry-after': '1' }),
  'page of HTML': (echo) => new Response(`<p>${echo}`, { headers: { 'content-type': 'text/html' } }),
  'JSON cut off': (echo) => new Response(`{"message": "${echo}`, { headers: { 'content-type': 'application/json' } }),
  'another shape': (echo) => json(200, { [echo]: { echo }, id: echo, [`key ${echo}`]: [echo] }),
  'success that tells': (echo) => json(200, { id: 1, note: echo }),
  'redirect away': (echo) =>
    new Response(null, { status: 302, headers: { location: `https://evil.test/${encodeURIComponent(echo)}` } }),
  'platform error that quotes all': (echo, url) => {
    const cause = Object.assign(new Error(`connect ECONNREFUSED ${url}`), {
      code: 'ECONNREFUSED',
      url,
      headers: { authorization: echo },
    })
    throw Object.assign(new TypeError(`error sending request for url (${url})`, { cause }), { request: { url, echo } })
  },
  'reset that quotes all': (echo, url) => {
    throw Object.assign(new TypeError(`fetch failed for ${url}`), {
      cause: Object.assign(new Error(`reset ${url}`), { code: 'ECONNRESET', options: { headers: echo } }),
    })
  },
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

const Anything = z.record(z.string(), z.unknown())

async function outputsOf(way: Way, secrets: Secrets, kind: 'read' | 'create', respond: Respond): Promise<unknown[]> {
  const said: unknown[] = []
  const keep = (...line: unknown[]) => void said.push(line)
  const records = history()
  const exporter = new InMemorySpanExporter()
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test')
  const clock = new VirtualClock()
  const connector = defineConnector({
    id: 'leaky',
    title: 'Leaky',
    options: () => z.strictObject({ main: secret(z.string()), token: secret(z.string()) }),
    connect: () => ({ baseUrl: way.base?.(secrets) ?? 'https://api.test/', auth: way.auth(secrets) }),
    operations: {
      send: operation<Record<string, unknown>, { id: number }>({
        summary: 'Send',
        kind,
        input: Anything,
        output: z.looseObject({ id: z.number() }),
        request: (body) => ({ method: 'POST', path: 'send', json: body }),
      }),
    },
  })
  const client = connector({
    ...secrets,
    clock,
    transport: kyTransport({ fetch: async (url) => respond(String(url)) }),
    onMismatch: keep,
    retry: 1,
    plugins: [
      logger({ logger: { debug: keep, info: keep, warn: keep, error: keep }, bodies: true }),
      telemetry({ api: otel, tracer, urls: true }),
      records,
    ],
  })
  await clock.run(
    client.send({ note: `my key is ${secrets.main}`, [secrets.main]: secrets.token }).then(() => undefined, keep),
  )
  await clock.run(client.close())
  const spans = exporter
    .getFinishedSpans()
    .map(({ name, attributes, status, events }) => ({ name, attributes, status, events }))
  expect(records.records()).toHaveLength(1)
  expect(spans.length).toBeGreaterThan(0)
  return [...said, records.toJSON(), spans, inspect(client, { depth: 9, showHidden: true })]
}

const characters = fc.constantFrom(...'abcXYZ019-._~!#$%&*+/:;=?@^|"\\<>\'`{}[](), ')
const secretText = fc
  .string({ unit: characters, minLength: 8, maxLength: 40 })
  // What a header can carry, and a path.
  .filter((text) => text === text.trim() && /[a-zA-Z0-9].*[a-zA-Z0-9].*[a-zA-Z0-9]/.test(text))
  .filter((text) => !'[redacted][redacted]'.includes(text))

describe.each(Object.keys(ways))('the secrets of: %s', (name) => {
  const way = ways[name] as Way
  it('are in nothing that prints, whatever fails and whatever the vendor echoes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ main: secretText, token: secretText }),
        fc.constantFrom(...Object.keys(failures)),
        fc.constantFrom(...Object.keys(encoders)),
        fc.constantFrom('read' as const, 'create' as const),
        fc.boolean(),
        async (secrets, failure, encoder, kind, atLogin) => {
          const write = encoders[encoder] as (text: string) => string
          const fail = failures[failure] as (echo: string, url: string) => Response
          const echo = `main ${write(secrets.main)} token ${write(secrets.token)} basic ${btoa(`someone:${secrets.main}`)}`
          const printed = texts(
            await outputsOf(way, secrets, kind, (url) => {
              if (/\/(?:token|login)$/.test(url) && !atLogin)
                return json(200, { access_token: secrets.token, token_type: 'bearer', expires_in: 3600 })
              return fail(echo, url)
            }),
          )
          const forms = [secrets.main, secrets.token].flatMap((text) => [
            text,
            encodeURIComponent(text),
            JSON.stringify(text).slice(1, -1),
            write(text),
            // Whatever stands before it, its own part of the base64 is the same from the fourth byte on.
            btoa(text).slice(0, -4),
          ])
          for (const text of printed)
            for (const form of forms) if (text.includes(form)) throw new Error(`shown: ${form} in ${text}`)
        },
      ),
      { numRuns: 40 },
    )
  })
})

/** Every text in a value: of errors also what printing them shows, with what is hidden and what caused them. */
function texts(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const own = Reflect.ownKeys(value).flatMap((key) => [
    String(key),
    ...texts(Object.getOwnPropertyDescriptor(value, key)?.value, seen),
  ])
  if (!(value instanceof Error)) return own
  return [
    ...own,
    String(value),
    value.stack ?? '',
    JSON.stringify(value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    ...texts(value.cause, seen),
  ]
}
