import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { ClientOptions } from '../../src/index.ts'
import { type LoggerOptions, logger } from '../../src/plugins/logger.ts'
import { shop } from '../support/stub.ts'

type Line = Record<string, unknown> & { level: number; msg: string }

function logged(answer: Parameters<typeof shop>[0], options: Partial<LoggerOptions> = {}, more: ClientOptions = {}) {
  const lines: Line[] = []
  const log = pino(
    { level: 'debug', base: null, timestamp: false },
    { write: (line: string) => lines.push(JSON.parse(line)) },
  )
  return { ...shop(answer, { plugins: [logger({ logger: log, ...options })], ...more }), lines }
}

const DEBUG = 20
const INFO = 30
const WARN = 40
const ok = { json: { id: 1, name: 'Ann' }, headers: { 'x-request-id': 'r-1' } }

describe('the logger', () => {
  test('writes a line for each attempt and one for the operation', async () => {
    const { client, clock, lines } = logged((_, index) =>
      index === 0 ? { status: 503, headers: { 'retry-after': '2' } } : ok,
    )
    await clock.run(client.things.get({ id: 1 }))
    expect(lines).toEqual([
      expect.objectContaining({
        level: DEBUG,
        attempt: 1,
        method: 'GET',
        status: 503,
        code: 'server_error',
        retryAfter: 2_000,
      }),
      expect.objectContaining({ level: DEBUG, attempt: 2, method: 'GET', status: 200, requestId: 'r-1' }),
      expect.objectContaining({
        level: DEBUG,
        connector: 'shop',
        operation: 'things.get',
        kind: 'read',
        outcome: 'ok',
        attempts: 2,
        status: 200,
        requestId: 'r-1',
        msg: expect.stringMatching(/^shop\.things\.get ok in \d+ ms$/),
      }),
    ])
    expect(Number(lines[2]?.duration)).toBeGreaterThanOrEqual(2_000)
  })

  test('writes a failure at warn, with the error in safe fields', async () => {
    const { client, lines } = logged(() => ({ status: 404, json: { message: 'no such thing' } }))
    await client.things.get({ id: 1 }).catch(() => {})
    expect(lines.at(-1)).toMatchObject({
      level: WARN,
      outcome: 'error',
      status: 404,
      error: {
        name: 'NotFoundError',
        code: 'not_found',
        operation: 'shop.things.get',
        attempts: 1,
        vendorMessage: 'no such thing',
      },
    })
  })

  test('writes wrong input too, which has no attempt', async () => {
    const { client, lines } = logged(() => ok)
    await client.things.get({ id: 'x' as never }).catch(() => {})
    expect(lines).toEqual([
      expect.objectContaining({ level: WARN, attempts: 0, error: expect.objectContaining({ code: 'input' }) }),
    ])
  })

  test('a caller’s abort is no warning', async () => {
    const controller = new AbortController()
    const { client, lines } = logged(() => new Promise(() => {}))
    const call = client.things.get({ id: 1 }, { signal: controller.signal })
    await Promise.resolve()
    controller.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    expect(lines.at(-1)).toMatchObject({ level: DEBUG, outcome: 'aborted' })
  })

  test('successes can be told at info', async () => {
    const { client, lines } = logged(() => ok, { level: 'info' })
    await client.things.get({ id: 1 })
    expect(lines.map((line) => line.level)).toEqual([DEBUG, INFO])
  })

  test('bodies are left out unless asked for, and then redacted and cut', async () => {
    const answer = () => ({ json: { id: 1, name: 'Ann', token: 'tok-1', note: 'x'.repeat(5_000) } })
    const without = logged(answer)
    await without.client.things.create({ name: 'Ann' })
    expect(JSON.stringify(without.lines)).not.toContain('Ann')
    const { client, lines } = logged(answer, { bodies: true, maxBody: 100 })
    await client.things.create({ name: 'Ann, key sk_live_very_secret' })
    expect(lines[0]).toMatchObject({
      body: '{"name":"Ann, key [redacted]"}',
      answer: expect.stringMatching(/^\{"id":1,"name":"Ann","token":"\[redacted\]".*…$/),
    })
    expect(lines[1]).toMatchObject({ input: '{"name":"Ann, key [redacted]"}' })
  })

  test('a logger that throws changes nothing', async () => {
    const broken = () => {
      throw new Error('disk full')
    }
    const log = { debug: broken, info: broken, warn: broken, error: broken }
    const { client } = shop((_, index) => (index === 0 ? ok : { status: 404 }), { plugins: [logger({ logger: log })] })
    await expect(client.things.get({ id: 1 })).resolves.toMatchObject({ id: 1 })
    await expect(client.things.get({ id: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })
})
