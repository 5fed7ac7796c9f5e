/**
 * Builds every publishable package from the `exports` of its package.json: tsup writes one JavaScript file per entry
 * (shared code in chunks), `tsc` writes the declarations with maps. TypeScript 7 has no compiler API, so tsup's own
 * declaration step cannot be used.
 *
 * `node scripts/build.ts [name …]` builds only the named packages.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsup'
import { root, type WorkspacePackage, workspacePackages } from './workspace.ts'

const wanted = process.argv.slice(2)
const packages = workspacePackages().filter(
  (pkg) => !pkg.private && pkg.entries.length > 0 && (wanted.length === 0 || wanted.includes(pkg.name)),
)

for (const pkg of packages) {
  const start = performance.now()
  const entries = pkg.entries.filter((entry) => existsSync(join(pkg.dir, entry.source)))
  for (const missing of pkg.entries.filter((entry) => !entries.includes(entry))) {
    throw new Error(`${pkg.name}: "${missing.subpath}" is exported but ${missing.source} does not exist`)
  }
  rmSync(join(pkg.dir, 'dist'), { recursive: true, force: true })
  await javascript(pkg)
  declarations(pkg)
  console.log(`${pkg.name}: ${entries.length} entries in ${Math.round(performance.now() - start)} ms`)
}

async function javascript(pkg: WorkspacePackage): Promise<void> {
  process.chdir(pkg.dir) // tsup leaves out of the bundle what the package.json here depends on
  await build({
    config: false,
    entry: Object.fromEntries(pkg.entries.map((entry) => [stem(entry.output), join(pkg.dir, entry.source)])),
    outDir: join(pkg.dir, 'dist'),
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    external: [/^node:/, /^@bpmcentr\//],
    splitting: true,
    // `node:crypto` must stay what it is: Deno and Workers know no other name.
    removeNodeProtocol: false,
    sourcemap: true,
    treeshake: false,
    silent: true,
  })
  process.chdir(root)
}

function declarations(pkg: WorkspacePackage): void {
  const cache = join(pkg.dir, 'node_modules', '.bpmcentr')
  mkdirSync(cache, { recursive: true })
  const config = join(cache, 'tsconfig.declarations.json')
  const options = {
    extends: join(root, 'tsconfig.base.json'),
    // Other packages of the workspace are seen as users see them: through their built declarations.
    compilerOptions: {
      customConditions: [],
      emitDeclarationOnly: true,
      outDir: join(pkg.dir, 'dist'),
      rootDir: join(pkg.dir, 'src'),
      types: ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
    },
    files: pkg.entries.map((entry) => join(pkg.dir, entry.source)),
  }
  writeFileSync(config, JSON.stringify(options, null, 2))
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', config], { stdio: 'inherit' })
  // tsc leaves './x.ts' in declarations. Both endings have two letters, so the maps stay right.
  for (const file of globSync('dist/**/*.d.ts', { cwd: pkg.dir }).map((name) => join(pkg.dir, name))) {
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/((?:from|import\(|import) ?['"]\.[^'"\n]*)\.ts(['"])/g, '$1.js$2'))
  }
}

/** './dist/testing/index.js' -> 'testing/index' */
function stem(output: string): string {
  return output.replace(/^\.\/dist\//, '').replace(/\.js$/, '')
}
