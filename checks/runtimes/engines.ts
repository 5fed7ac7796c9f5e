import { execFile, execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { ScenarioInput, ScenarioResult } from './scenario.ts'

const here = import.meta.dirname
const engines = join(here, 'engines')
const bin = (...path: string[]): string => join(engines, 'node_modules', ...path)

export interface Engine {
  readonly name: string
  run(input: ScenarioInput): Promise<ScenarioResult>
}

export const all: readonly Engine[] = [
  ...['22', '24', '26'].map((major) =>
    commandLine(`Node ${major}`, bin(`node${major}`, 'bin', 'node'), ['process.ts']),
  ),
  commandLine('Bun', bin('.bin', 'bun'), ['run', 'process.ts']),
  commandLine('Deno', bin('.bin', 'deno'), [
    'run',
    '--allow-all',
    '--no-lock',
    '--node-modules-dir=manual',
    'process.ts',
  ]),
  { name: 'workerd', run: runInWorker },
]

/** The runtimes have their own lockfile: they are large, and only this check needs them. */
export function installEngines(): void {
  execFileSync('pnpm', ['install', '--frozen-lockfile'], { cwd: engines, stdio: ['ignore', 'ignore', 'inherit'] })
}

function commandLine(name: string, command: string, args: readonly string[]): Engine {
  return {
    name,
    async run(input) {
      const { stdout } = await promisify(execFile)(command, [...args, JSON.stringify(input)], {
        cwd: here,
        timeout: 60_000,
      })
      return JSON.parse(stdout) as ScenarioResult
    },
  }
}

interface Miniflare {
  dispatchFetch(url: string, init: { method: string; body: string }): Promise<Response>
  dispose(): Promise<void>
}

async function runInWorker(input: ScenarioInput): Promise<ScenarioResult> {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'worker.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    target: 'es2023',
  })
  const { Miniflare } = createRequire(join(engines, 'package.json'))('miniflare') as {
    Miniflare: new (options: object) => Miniflare
  }
  // No nodejs_compat: what runs here needs nothing of Node.
  const miniflare = new Miniflare({ modules: true, script: outputFiles[0]?.text, compatibilityDate: '2026-07-01' })
  try {
    const response = await miniflare.dispatchFetch('http://worker/', { method: 'POST', body: JSON.stringify(input) })
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return JSON.parse(text) as ScenarioResult
  } finally {
    await miniflare.dispose()
  }
}
