/**
 * Calls per second over loopback, the whole pipeline on, beside what users would reach for instead. Every variant runs in
 * fresh processes, since in a shared one they would spoil each other's compiled code and garbage; rounds alternate.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { find, type Measured, median, ratio, table } from './measure.ts'
import { withServer } from './withServer.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const VARIANTS = ['fetch', 'undici.request', 'ours on undici', 'ours on ky', 'ky', 'axios', 'got']
const CALLS = { 1: 4_000, 32: 12_000 } as const

export async function percall(): Promise<void> {
  await withServer(async (origin) => {
    for (const concurrency of [1, 32] as const) {
      const measured = VARIANTS.map((name) => ({ name, rates: [] as number[], cpu: [] as number[] }))
      for (let round = 0; round < ROUNDS; round++) {
        for (const variant of measured) {
          const { rate, cpu } = once(variant.name, origin, concurrency)
          variant.rates.push(rate)
          variant.cpu.push(cpu)
        }
      }
      console.log(`${report(measured, concurrency)}\n`)
    }
  })
}

function once(variant: string, origin: string, concurrency: 1 | 32): { rate: number; cpu: number } {
  const script = fileURLToPath(new URL('percallRun.ts', import.meta.url))
  const args = [...process.execArgv, script, variant, origin, String(concurrency), String(CALLS[concurrency])]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

function report(measured: readonly (Measured & { readonly cpu: readonly number[] })[], concurrency: number): string {
  const rows = [[`${concurrency} at a time`, 'calls/s', '× fetch', '(min–max)', '× undici', '× ky', 'µs CPU']]
  for (const entry of measured) {
    const toFetch = ratio(entry, find(measured, 'fetch'))
    rows.push([
      entry.name,
      Math.round(median(entry.rates)).toString(),
      toFetch.median.toFixed(2),
      `${toFetch.min.toFixed(2)}–${toFetch.max.toFixed(2)}`,
      ratio(entry, find(measured, 'undici.request')).median.toFixed(2),
      ratio(entry, find(measured, 'ky')).median.toFixed(2),
      median(entry.cpu).toFixed(0),
    ])
  }
  return table(rows)
}
