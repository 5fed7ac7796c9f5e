import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Clock, memoryLimiterStore, oauth2, systemClock } from '../../src/index.ts'
import { shopAt } from '../support/shopAt.ts'
import { httpServer, readRequest } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const CALLS = 1_000
const HOUR = 3_600_000

/** A vendor on loopback that gives out tokens, and takes the latest one only. */
async function vendor() {
  let issued = 0
  let refused = 0
  const made: string[] = []
  const server = await httpServer(async (request, response) => {
    const body = (await readRequest(request)).toString()
    response.setHeader('content-type', 'application/json')
    if (request.url === '/token') {
      issued++
      response.end(JSON.stringify({ access_token: `token-${issued}`, token_type: 'bearer', expires_in: 3_600 }))
    } else if (request.headers.authorization !== `Bearer token-${issued}`) {
      refused++
      response.statusCode = 401
      response.end('{"message":"expired"}')
    } else {
      const { name } = JSON.parse(body) as { name: string }
      made.push(name)
      response.end(JSON.stringify({ id: made.length, name }))
    }
  })
  return { server, made, issued: () => issued, refused: () => refused, revoke: () => void issued++ }
}

describe.each(transports)('a thousand creates over $name', ({ make }) => {
  const open = async (clock: Clock) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    const { server, ...rest } = await vendor()
    const auth = oauth2({
      flow: 'clientCredentials',
      tokenUrl: `${server.url}/token`,
      clientId: 'c',
      clientSecret: 'secret',
    })
    const shop = shopAt(`${server.url}/v1/`, {
      transport,
      clock,
      limiterStore: memoryLimiterStore({ clock }),
      connection: { auth },
    })
    const all = () =>
      Promise.all(Array.from({ length: CALLS }, (_, index) => shop.things.create({ name: `call ${index}` })))
    return { ...rest, shop, all }
  }

  it('whose token was revoked cause one refresh, and each takes effect once', async () => {
    const { shop, all, made, issued, refused, revoke } = await open(systemClock)
    await shop.things.create({ name: 'before' })
    revoke()
    const answers = await all()
    expect(issued()).toBe(3)
    expect(refused()).toBeGreaterThan(0)
    expect(new Set(made).size).toBe(CALLS + 1)
    expect(made).toHaveLength(CALLS + 1)
    expect(answers.map(({ name }) => name)).toEqual(Array.from({ length: CALLS }, (_, index) => `call ${index}`))
  })

  it('whose token has run out cause one refresh, and none of them is refused', async () => {
    let ahead = 0
    const clock: Clock = { now: () => Date.now() + ahead, schedule: systemClock.schedule }
    const { shop, all, made, issued, refused } = await open(clock)
    await shop.things.create({ name: 'before' })
    ahead = 2 * HOUR
    await all()
    expect(issued()).toBe(2)
    expect(refused()).toBe(0)
    expect(made).toHaveLength(CALLS + 1)
  })
})
