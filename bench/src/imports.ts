/** Cold import of the built connector, each time in a fresh process, beside its dependencies and other SDKs. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median, table } from './measure.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15)

const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  'zod + ky': ['zod', 'ky'],
  '@bpmcentr/keycrm': ['@bpmcentr/keycrm'],
  '@bpmcentr/liqpay': ['@bpmcentr/liqpay'],
  stripe: ['stripe'],
  '@bitrix24/b24jssdk': ['@bitrix24/b24jssdk'],
}

export async function imports(): Promise<void> {
  const times = new Map(Object.keys(VARIANTS).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, modules] of Object.entries(VARIANTS)) times.get(name)?.push(importTime(modules))
  }
  const base = median(times.get('zod + ky') ?? [])
  const rows = [['cold import', 'ms (median)', 'min', '× zod + ky']]
  for (const [name, values] of times) {
    const ms = median(values)
    rows.push([name, ms.toFixed(0), Math.min(...values).toFixed(0), (ms / base).toFixed(2)])
  }
  console.log(table(rows))
}

/** Milliseconds that the imports took inside a fresh Node, without its own start. */
function importTime(modules: readonly string[]): number {
  const code = `const t = performance.now(); ${modules.map((name) => `await import('${name}');`).join('')} console.log(performance.now() - t)`
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  })
  return Number(out.trim().split('\n').at(-1))
}
