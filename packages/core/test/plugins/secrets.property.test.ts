import { inspect } from 'node:util'
import * as otel from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { apiKey, defineConnector, operation, secret } from '../../src/index.ts'
import { history } from '../../src/plugins/history.ts'
import { logger } from '../../src/plugins/logger.ts'
import { telemetry } from '../../src/plugins/telemetry.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { encoders } from '../redact/encoders.ts'
import { type StubAnswer, stubTransport } from '../support/stub.ts'

const anything = { safeParse: (data: unknown) => ({ success: true as const, data: data as Record<string, unknown> }) }

/** A vendor that takes its key in the path, the query and a header, and echoes what it got in every form. */
const leaky = defineConnector({
  id: 'leaky',
  title: 'Leaky',
  options: () => z.strictObject({ key: secret(z.string()) }),
  connect: ({ key }) => ({
    baseUrl: `https://leaky.test/rest/${encodeURIComponent(key.reveal())}/`,
    auth: apiKey({ in: 'query', name: 'auth', value: key }),
    headers: { 'x-info': `key ${encodeURIComponent(key.reveal())}` },
  }),
  operations: {
    send: operation<Record<string, unknown>, unknown>({
      summary: 'Send',
      kind: 'read',
      input: anything,
      output: anything,
      request: (input) => ({ method: 'POST', path: 'send', json: input }),
    }),
  },
})

const secrets = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 32 }),
    fc.string({ unit: 'binary-ascii', minLength: 8, maxLength: 32 }),
    fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/),
  )
  .filter((text) => text.length >= 8 && text.isWellFormed() && !'[redacted][redacted]'.includes(text))
  // A key that connectors take, and that can stand in the path of a base URL.
  .filter((text) => text === text.trim() && !/^\.+$/.test(text))

test('a secret never appears in errors, logs, spans or history, whatever the vendor echoes', async () => {
  await fc.assert(
    fc.asyncProperty(
      secrets,
      fc.constantFrom(...Object.keys(encoders)),
      fc.constantFrom(200, 400, 401, 404, 429, 500),
      fc.constantFrom('json', 'text', 'html'),
      async (key, encoder, status, form) => {
        const echo = `the key ${encoders[encoder]?.(key)} was wrong`
        const answer = (): StubAnswer =>
          form === 'json'
            ? {
                status,
                json: { message: echo, error: { message: echo }, nested: [{ [key]: echo }] },
                headers: { 'x-request-id': encodeURIComponent(key) },
              }
            : { status, text: echo, headers: { 'content-type': form === 'html' ? 'text/html' : 'text/plain' } }
        const out: unknown[] = []
        const keep = (...line: unknown[]) => out.push(line)
        const log = history()
        const exporter = new InMemorySpanExporter()
        const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('test')
        const clock = new VirtualClock()
        const client = leaky({
          key,
          clock,
          transport: stubTransport(answer).transport,
          onMismatch: keep,
          retry: 1,
          plugins: [
            logger({ logger: { debug: keep, info: keep, warn: keep, error: keep }, bodies: true }),
            telemetry({ api: otel, tracer, urls: true }),
            log,
          ],
        })
        await clock.run(client.send({ text: `my key is ${key}`, key }).catch(keep))
        await clock.run(client.close())
        const spans = exporter
          .getFinishedSpans()
          .map(({ name, attributes, status: end, events }) => ({ name, attributes, end, events }))
        expect(log.records()).toHaveLength(1)
        expect(spans.length).toBeGreaterThan(1)
        for (const text of texts([out, log.toJSON(), spans])) {
          for (const form of [key, encodeURIComponent(key), encoders[encoder]?.(key) ?? key]) {
            if (text.includes(form)) throw new Error(`found in ${inspect(text)}`)
          }
        }
      },
    ),
    { numRuns: 200 },
  )
})

/** Every text in a value, of errors also what printing and JSON show. */
function texts(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const more =
    value instanceof Error ? [String(value), value.stack ?? '', ...texts(JSON.parse(JSON.stringify(value)), seen)] : []
  return [...more, ...Object.entries(value).flatMap(([key, member]) => [key, ...texts(member, seen)])]
}
