/** One variant in a process of its own: `node percallRun.ts <variant> <origin> <concurrency> <calls>`; prints JSON. */
import { kyTransport } from '@bpmcentr/core'
import { undiciTransport } from '@bpmcentr/core/undici'
import { shopClient } from './shop.ts'

const [variant = '', origin = '', concurrency = '1', calls = '1000'] = process.argv.slice(2)
const url = `${origin}/v1/order/22`
const headers = { authorization: 'Bearer bench-key', accept: 'application/json' }

const VARIANTS: Readonly<Record<string, () => Promise<() => Promise<unknown>>>> = {
  fetch: async () => async () => (await fetch(url, { headers })).json(),
  'undici.request': async () => {
    const { Pool } = await import('undici')
    const pool = new Pool(origin, { connections: 32 })
    return async () => (await pool.request({ path: '/v1/order/22', method: 'GET', headers })).body.json()
  },
  'ours on undici': async () => {
    const client = shopClient(origin, { transport: undiciTransport({ connections: 32 }) })
    return () => client.orders.get({ id: 22 })
  },
  'ours on ky': async () => {
    const client = shopClient(origin, { transport: kyTransport() })
    return () => client.orders.get({ id: 22 })
  },
  ky: async () => {
    const { default: ky } = await import('ky')
    return () => ky(url, { headers }).json()
  },
  axios: async () => {
    const { default: axios } = await import('axios')
    return async () => (await axios.get(url, { headers })).data
  },
  got: async () => {
    const { default: got } = await import('got')
    return () => got(url, { headers }).json()
  },
}

const run = await VARIANTS[variant]?.()
if (run === undefined) throw new Error(`no variant ${variant}`)

async function burst(count: number): Promise<void> {
  let left = count
  const worker = async () => {
    while (left-- > 0) await run?.()
  }
  await Promise.all(Array.from({ length: Number(concurrency) }, worker))
}

const count = Number(calls)
await burst(Math.ceil(count / 2))
const cpu = process.cpuUsage()
const start = performance.now()
await burst(count)
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({ rate: count / seconds, cpu: (user + system) / count }))
process.exit()
