/** `node checks/tarballs/src/main.ts <folder>`: packs every published package into the folder, lints and weighs it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { workspacePackages } from '../../../scripts/workspace.ts'

const [target] = process.argv.slice(2)
if (!target) throw new Error('usage: node checks/tarballs/src/main.ts <folder for the tarballs>')
const folder = resolve(target)
mkdirSync(folder, { recursive: true })

const bin = (name: string): string => join(import.meta.dirname, '..', 'node_modules', '.bin', name)
const weights: string[] = []

for (const pkg of workspacePackages().filter((candidate) => !candidate.private)) {
  const file = join(folder, `${pkg.name.replace('@', '').replace('/', '-')}.tgz`)
  execFileSync('pnpm', ['pack', '--out', file], { cwd: pkg.dir, stdio: ['ignore', 'ignore', 'inherit'] })
  console.log(pkg.name)
  lint('publint', ['run', file, '--strict'])
  lint('attw', [file, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color'])
  const contents = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n')
  for (const required of ['package/LICENSE', 'package/README.md', 'package/dist/index.js', 'package/src/index.ts']) {
    if (!contents.includes(required)) throw new Error(`${pkg.name}: the tarball has no ${required}`)
  }
  weights.push(
    `${pkg.name.padEnd(24)} ${(statSync(file).size / 1024).toFixed(1).padStart(8)} kB  ${contents.length} files`,
  )
}

console.log(`\nTarballs\n${weights.join('\n')}`)

/** The linters' reports matter only when they find something. */
function lint(name: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(bin(name), args, { encoding: 'utf8' })
  if (status === 0) console.log(`ok  ${name}`)
  else throw new Error(`${name} rejects the tarball:\n${stdout}\n${stderr}`)
}
