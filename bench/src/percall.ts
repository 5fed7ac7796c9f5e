/** Calls per second over loopback, the whole pipeline on, beside what users would reach for instead. */
import { kyTransport } from '@bpmcentr/core'
import { undiciTransport } from '@bpmcentr/core/undici'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { Pool } from 'undici'
import { find, interleave, median, ratio, table, type Variant } from './measure.ts'
import { shopClient } from './shop.ts'
import { withServer } from './withServer.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)

export async function percall(): Promise<void> {
  await withServer(async (origin) => {
    const url = `${origin}/v1/order/22`
    const headers = { authorization: 'Bearer bench-key', accept: 'application/json' }
    const pool = new Pool(origin, { connections: 32 })
    const fast = undiciTransport({ connections: 32 })
    const onUndici = shopClient(origin, { transport: fast })
    const onKy = shopClient(origin, { transport: kyTransport() })
    const variants: Variant[] = [
      { name: 'fetch', run: async () => (await fetch(url, { headers })).json() },
      {
        name: 'undici.request',
        run: async () => (await pool.request({ path: '/v1/order/22', method: 'GET', headers })).body.json(),
      },
      { name: 'ours on undici', run: () => onUndici.orders.get({ id: 22 }) },
      { name: 'ours on ky', run: () => onKy.orders.get({ id: 22 }) },
      { name: 'ky', run: () => ky(url, { headers }).json() },
      { name: 'axios', run: async () => (await axios.get(url, { headers })).data },
      { name: 'got', run: () => got(url, { headers }).json() },
    ]
    for (const concurrency of [1, 32]) {
      const calls = concurrency === 1 ? 4_000 : 12_000
      const measured = await interleave(variants, { rounds: ROUNDS, calls, concurrency })
      const rows = [[`${concurrency} at a time`, 'calls/s', '× fetch', '(min–max)', '× undici', '× ky']]
      for (const entry of measured) {
        const toFetch = ratio(entry, find(measured, 'fetch'))
        rows.push([
          entry.name,
          Math.round(median(entry.rates)).toString(),
          toFetch.median.toFixed(2),
          `${toFetch.min.toFixed(2)}–${toFetch.max.toFixed(2)}`,
          ratio(entry, find(measured, 'undici.request')).median.toFixed(2),
          ratio(entry, find(measured, 'ky')).median.toFixed(2),
        ])
      }
      console.log(`${table(rows)}\n`)
    }
    await onUndici.close()
    await onKy.close()
    await fast.close?.()
    await pool.close()
  })
}
