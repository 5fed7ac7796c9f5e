import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root, type WorkspacePackage, workspacePackages } from '../../../scripts/workspace.ts'

export interface SourceFile {
  /** Relative to the repository. */
  readonly path: string
  readonly text: string
  readonly pkg: WorkspacePackage
  readonly imports: readonly Import[]
}

export interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
  /** The imported file, relative to the repository, when it is imported by path. */
  readonly file: string | undefined
}

export const packages: readonly WorkspacePackage[] = workspacePackages()

const SPECIFIER =
  /(?:^|\n|;)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** The TypeScript files of a package below the given folders. */
export function sources(pkg: WorkspacePackage, folders: readonly string[] = ['src']): SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: pkg.dir }))
    .map((file) => readSource(pkg, join(pkg.dir, file)))
}

function readSource(pkg: WorkspacePackage, file: string): SourceFile {
  const text = readFileSync(file, 'utf8')
  return { path: relative(root, file), text, pkg, imports: importsOf(text, dirname(file)) }
}

function importsOf(text: string, dir: string): Import[] {
  const code = withoutComments(text)
  return [...code.matchAll(SPECIFIER)].map(([, type, stated, dynamic]) => {
    const specifier = stated ?? dynamic ?? ''
    const file = specifier.startsWith('.') ? relative(root, join(dir, specifier)) : undefined
    return { specifier, typeOnly: type !== undefined, file }
  })
}

/** Enough for import statements: block comments and whole-line comments go, code examples in doc comments with them. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** '@bpmcentr/core/testing' -> '@bpmcentr/core' */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The kind of a package, from where it stands. */
export function layer(pkg: WorkspacePackage): string {
  const path = relative(root, pkg.dir)
  if (path.startsWith('packages/connectors/')) return 'connector'
  return path.startsWith('packages/') ? path.slice('packages/'.length) : (path.split('/')[0] ?? '')
}
