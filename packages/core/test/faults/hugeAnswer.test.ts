import { describe, expect, it, onTestFinished } from 'vitest'
import { memoryLimiterStore, type RequestSpec } from '../../src/index.ts'
import { shopAt } from '../support/shopAt.ts'
import { httpServer, until } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'

const MB = 1024 * 1024
const SIZE = 100 * MB
const piece = Buffer.alloc(MB / 4, 32)

describe.each(transports)('an answer of 100 MB over $name', ({ make }) => {
  const expects: readonly NonNullable<RequestSpec['expect']>[] = ['json', 'text', 'bytes', 'stream']
  it.each(expects)('read as %s is given up at the cap: most of it never comes', async (expect_) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    let written = 0
    const server = await httpServer((_, response) => {
      response.setHeader('content-type', 'application/json')
      const more = () => {
        while (written < SIZE && !response.destroyed) {
          written += piece.length
          if (!response.write(piece)) return
        }
        response.end()
      }
      response.on('drain', more)
      more()
    })
    const shop = shopAt(`${server.url}/v1/`, { transport, limiterStore: memoryLimiterStore(), maxBytes: 2 * MB })
    const before = process.memoryUsage.rss()
    const error = await (async () => {
      const answer = await shop.request<unknown>({ method: 'GET', path: 'huge', expect: expect_ })
      if (answer instanceof ReadableStream) for await (const _ of answer);
    })().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'ResponseMismatchError', code: 'response_too_large', sent: 'yes' })
    expect(String(error)).toContain(`larger than ${2 * MB} bytes`)
    await until(() => server.open() === 0)
    // What the buffers of both sides hold, and no more.
    expect(written).toBeLessThan(SIZE / 4)
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * MB)
  })
})
