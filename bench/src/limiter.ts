/** What it costs to ask for leave when nothing stands in the way, and when a thousand others wait; beside p-queue. */
import {
  concurrency,
  keyed,
  type Limit,
  type Limiter,
  type LimitRequest,
  memoryLimiterStore,
  tokenBucket,
} from '@bpmcentr/core'
import PQueue from 'p-queue'
import { median, table } from './measure.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)
const CROWD = 1_000
const request: LimitRequest = { operation: 'orders.get', cost: 1, input: 'chat' }
/** Never empty: what is measured is the asking. */
const bucket = tokenBucket({ capacity: 1e9, refill: 1e6, per: 1 })
const perChat = keyed({ key: ({ input }) => String(input), limit: concurrency(10) })

interface Case {
  readonly name: string
  readonly calls: number
  readonly run: (calls: number) => unknown
}

export async function limiter(): Promise<void> {
  const { signal } = new AbortController()
  const queue = new PQueue({ concurrency: 10 })
  const idle: Case[] = [
    idleCase('no limits', []),
    idleCase('token bucket', [bucket]),
    idleCase('token bucket + concurrency', [bucket, concurrency(10)]),
    idleCase('token bucket + keyed concurrency', [bucket, perChat]),
    { name: 'p-queue, concurrency', calls: 30_000, run: (calls) => serially(calls, () => queue.add(nothing)) },
    {
      name: 'p-queue, with a signal',
      calls: 30_000,
      run: (calls) => serially(calls, () => queue.add(nothing, { signal })),
    },
  ]
  await print('idle, a call', idle)
  const busy: Case[] = [
    { name: 'concurrency 10', calls: 20_000, run: (calls) => crowds(calls, [concurrency(10)]) },
    { name: 'token bucket + concurrency 10', calls: 20_000, run: (calls) => crowds(calls, [bucket, concurrency(10)]) },
    {
      name: 'p-queue, concurrency 10',
      calls: 20_000,
      run: async (calls) => {
        const own = new PQueue({ concurrency: 10 })
        for (let left = calls; left > 0; left -= CROWD) {
          await Promise.all(Array.from({ length: CROWD }, () => own.add(nothing)))
        }
      },
    },
  ]
  await print('1,000 at once, a call', busy)
}

function limiterWith(limits: readonly Limit[]): Limiter {
  return memoryLimiterStore().open('bench', limits)
}

function idleCase(name: string, limits: readonly Limit[]): Case {
  const own = limiterWith(limits)
  return {
    name,
    calls: 200_000,
    run: (calls) => {
      for (let call = 0; call < calls; call++) {
        const permit = own.acquire(request, undefined)
        if (permit instanceof Promise) throw new Error('an idle limiter must not make a promise')
        permit.release()
      }
    },
  }
}

async function crowds(calls: number, limits: readonly Limit[]): Promise<void> {
  const own = limiterWith(limits)
  const call = async () => {
    const permit = await own.acquire(request, undefined)
    await nothing()
    permit.release()
  }
  for (let left = calls; left > 0; left -= CROWD) await Promise.all(Array.from({ length: CROWD }, call))
}

async function nothing(): Promise<void> {}

async function serially(calls: number, run: () => Promise<unknown>): Promise<void> {
  for (let call = 0; call < calls; call++) await run()
}

async function print(title: string, cases: readonly Case[]): Promise<void> {
  const rows = [[title, 'ns']]
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, calls, run } of cases) {
      const start = performance.now()
      await run(calls)
      // The first round warms up.
      if (round > 0) times.get(name)?.push(((performance.now() - start) * 1e6) / calls)
    }
  }
  for (const [name, values] of times) rows.push([name, Math.round(median(values)).toString()])
  console.log(`${table(rows)}\n`)
}
