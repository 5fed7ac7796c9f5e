/**
 * `node checks/consumers/src/main.ts <folder with tarballs>`: an empty npm project outside the workspace installs the
 * tarballs and uses them as a user would. The project gets only what a user's project has.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { root } from '../../../scripts/workspace.ts'

const [tarballs] = process.argv.slice(2)
if (!tarballs) throw new Error('usage: node checks/consumers/src/main.ts <folder with tarballs>')

const project = mkdtempSync(join(tmpdir(), 'bpmcentr-consumer-'))
/** Node 24 for npm, tsc and vitest, whatever the machine brings; nothing of pnpm or of the workspace. */
const path = [
  dirname(process.execPath),
  ...(process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.startsWith(root)),
]
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(p?npm_|NODE_OPTIONS$|NODE_PATH$|INIT_CWD$)/.test(name)),
)
env.PATH = path.join(delimiter)

try {
  cpSync(join(import.meta.dirname, '..', 'template'), project, { recursive: true })
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest(resolve(tarballs)), null, 2))
  run('npm install', 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'])
  run('ESM import', 'node', ['esm.mjs'])
  run('require() of ESM', 'node', ['require.cjs'])
  run('TypeScript 7, nodenext', 'npx', ['tsc', '-p', 'tsconfig.nodenext.json'])
  run('TypeScript 7, bundler', 'npx', ['tsc', '-p', 'tsconfig.bundler.json'])
  run('Vitest with msw', 'npx', ['vitest', 'run'])
  console.log('consumers: all passed')
} finally {
  rmSync(project, { recursive: true, force: true })
}

/** All tarballs as dependencies (and as overrides, so that they find each other), with what a user adds. */
function manifest(folder: string): object {
  const files = Object.fromEntries(
    globSync('*.tgz', { cwd: folder }).map((file) => [packageOf(join(folder, file)), `file:${join(folder, file)}`]),
  )
  // From `catalog:` on: above it stands which packages may build.
  const [, catalog = ''] = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split(/^catalog:$/m)
  const version = (name: string): string => new RegExp(`^  '?${name}'?: (.+)$`, 'm').exec(catalog)?.[1] ?? 'latest'
  return {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { ...files, zod: version('zod') },
    devDependencies: Object.fromEntries(
      ['@types/node', 'msw', 'typescript', 'vitest'].map((name) => [name, version(name)]),
    ),
    overrides: Object.fromEntries(Object.keys(files).map((name) => [name, `$${name}`])),
  }
}

function packageOf(tarball: string): string {
  const text = execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })
  return (JSON.parse(text) as { name: string }).name
}

function run(title: string, command: string, args: readonly string[]): void {
  const start = performance.now()
  execFileSync(command, args, { cwd: project, env, stdio: 'inherit', timeout: 300_000 })
  console.log(`ok  ${title} (${Math.round(performance.now() - start)} ms)`)
}
