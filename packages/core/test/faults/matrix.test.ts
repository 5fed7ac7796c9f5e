import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isConnectorError, memoryLimiterStore } from '../../src/index.ts'
import { fastClock } from '../support/fastClock.ts'
import { KEY, type Shop, shopAt } from '../support/shopAt.ts'
import { until } from '../transport/servers.ts'
import { transports } from '../transport/transports.ts'
import { type Cell, type Outcome, type Row, rows, type TransportName } from './rows.ts'

// Real work on real sockets, or many runs: a machine that is busy otherwise may need longer than five seconds.
vi.setConfig({ testTimeout: 60_000 })

const SPEED = 100
const kinds = ['read', 'create'] as const

const call = (shop: Shop, { kind, retries }: Cell): Promise<unknown> =>
  kind === 'read'
    ? shop.things.get({ id: 1 }, { retry: retries })
    : shop.things.create({ name: 'a' }, { retry: retries })

/** One call against its own server; nothing may be left of it. */
async function play(row: Row, cell: Cell, transport: Parameters<typeof shopAt>[1]['transport']): Promise<Outcome> {
  const clock = fastClock(SPEED)
  const target = await row.target()
  const shop = shopAt(target.url, {
    transport,
    clock,
    limiterStore: memoryLimiterStore({ clock }),
    attemptTimeout: row.attemptTimeout ?? 200_000,
    timeout: 2_000_000,
    maxBytes: 1_000_000,
    onMismatch: () => undefined,
  })
  const error = await call(shop, cell).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  await shop.close()
  await until(() => target.open() === 0)
  expect(clock.pending, 'timers left').toBe(0)
  const received = target.received()
  if (error === undefined) return { received }
  if (!isConnectorError(error)) throw error
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(KEY)
  const { name, code, sent, attempts } = error
  return { error: name, code, sent, attempts, received }
}

describe.each(transports)('over $name', ({ name, make }) => {
  it.each(rows)('$name', async (row) => {
    const transport = make()
    onTestFinished(() => transport.close?.())
    const cells = kinds.flatMap((kind) =>
      [0, 1].map((retries): Cell => ({ kind, retries, transport: name as TransportName })),
    )
    const outcomes = await Promise.all(cells.map((cell) => play(row, cell, transport)))
    const table = (of: (cell: Cell, index: number) => Outcome) =>
      Object.fromEntries(cells.map((cell, index) => [`${cell.kind}, ${cell.retries} retries`, of(cell, index)]))
    expect(table((_, index) => outcomes[index] as Outcome)).toEqual(table(row.expected))
  })
})
