/** Reading and changing deals under the documented limits (50 requests at once, then 2 a second), beside other clients. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { table } from './measure.ts'

interface Result {
  readonly done: number
  readonly seconds: number
  /** Seconds of processor time. */
  readonly cpu: number
  /** Greatest heap, MB. */
  readonly heap: number
  readonly requests: number
  readonly refused: number
}

const READ = Number(process.env.BENCH_ROWS ?? 300_000)
const UPDATE = 10_000
/** The ordinary list of others takes a request for 50 rows: the whole table would take most of an hour. */
const FEW = 5_000

export async function bitrix24(): Promise<void> {
  await compare(`read ${READ} deals`, optimum(READ / 2_500), [
    ['ours, ordinary list', 'read ours', READ],
    ['b24jssdk, batches by chunk', 'read sdk chunks', READ],
    [`b24jssdk, ordinary list (${FEW} rows)`, 'read sdk list', FEW],
    ['@2bad/bitrix, list', 'read 2bad', READ],
  ])
  await compare('read 100000 deals', 0, [
    ['ours, ordinary list', 'read ours', 100_000],
    ['b24jssdk, batches by chunk', 'read sdk chunks', 100_000],
  ])
  await compare(`update ${UPDATE} deals`, optimum(UPDATE / 50), [
    ['ours, bulk', 'update ours', UPDATE],
    ['b24jssdk, batches by chunk', 'update sdk chunks', UPDATE],
  ])
}

function optimum(requests: number): number {
  return Math.max(0, (requests - 50) / 2)
}

async function compare(
  title: string,
  least: number,
  runs: readonly (readonly [string, string, number])[],
): Promise<void> {
  const lines = [
    [`${title} (least ${least} s)`, 's', 'rows/s', '× ours', 'requests', '503', 'µs CPU/row', 'heap MB', 'done'],
  ]
  let own = Number.NaN
  for (const [name, contestant, count] of runs) {
    const { done, seconds, cpu, heap, requests, refused } = await race(contestant, count)
    const rate = done / seconds
    if (Number.isNaN(own)) own = rate
    lines.push([
      name,
      seconds.toFixed(1),
      Math.round(rate).toString(),
      (rate / own).toFixed(3),
      String(requests),
      String(refused),
      ((cpu / done) * 1e6).toFixed(0),
      heap.toFixed(0),
      String(done),
    ])
  }
  console.log(`${table(lines)}\n`)
}

/** A fresh portal and a fresh client, each in a process of its own. */
async function race(contestant: string, count: number): Promise<Result> {
  const portal = spawn(
    process.execPath,
    [fileURLToPath(new URL('bitrix24Server.ts', import.meta.url)), String(count)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  try {
    const [port] = (await once(portal.stdout, 'data')) as [Buffer]
    const script = fileURLToPath(new URL('bitrix24Race.ts', import.meta.url))
    const runner = spawn(process.execPath, [script, contestant, port.toString().trim(), String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    runner.stdout.on('data', (chunk: Buffer) => {
      text += chunk
    })
    await once(runner, 'exit')
    return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Result
  } finally {
    portal.stdin.end()
    await once(portal, 'exit')
  }
}
