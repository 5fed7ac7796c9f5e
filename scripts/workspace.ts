import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('..', import.meta.url))

/** An export of a package: where it is written and where the build puts it. */
export interface Entry {
  readonly subpath: string
  readonly source: string
  readonly output: string
}

export interface WorkspacePackage {
  readonly name: string
  readonly dir: string
  readonly private: boolean
  readonly entries: readonly Entry[]
  /** Names of the workspace packages it depends on. */
  readonly needs: readonly string[]
}

interface Manifest {
  name: string
  private?: boolean
  exports?: Record<string, string | Record<string, string>>
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const SOURCE = '@bpmcentr/source'

/** All packages of the workspace, each after those it depends on. */
export function workspacePackages(): WorkspacePackage[] {
  const manifests = packageGlobs().flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
  return inDependencyOrder(manifests.sort().map((file) => read(join(root, file))))
}

function packageGlobs(): string[] {
  const [, list = ''] =
    readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').match(/^packages:\n((?: +- .*\n)+)/m) ?? []
  return [...list.matchAll(/- ['"]?([^'"\n]+)/g)].map(([, pattern = '']) => pattern)
}

function read(file: string): WorkspacePackage {
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const dependencies = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.peerDependencies }
  return {
    name: manifest.name,
    dir: dirname(file),
    private: manifest.private ?? false,
    entries: Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => entry(subpath, target)),
    needs: Object.keys(dependencies).filter((name) => dependencies[name]?.startsWith('workspace:')),
  }
}

function entry(subpath: string, target: string | Record<string, string>): Entry[] {
  if (typeof target === 'string' || !target[SOURCE] || !target.default) return []
  return [{ subpath, source: target[SOURCE], output: target.default }]
}

function inDependencyOrder(packages: WorkspacePackage[]): WorkspacePackage[] {
  const byName = new Map(packages.map((pkg) => [pkg.name, pkg]))
  const ordered = new Set<WorkspacePackage>()
  const visit = (pkg: WorkspacePackage, above: readonly string[]): void => {
    if (above.includes(pkg.name)) throw new Error(`circular dependency: ${[...above, pkg.name].join(' -> ')}`)
    for (const name of pkg.needs) {
      const needed = byName.get(name)
      if (needed) visit(needed, [...above, pkg.name])
    }
    ordered.add(pkg)
  }
  for (const pkg of packages) visit(pkg, [])
  return [...ordered]
}
