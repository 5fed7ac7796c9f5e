import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MODEL = fileURLToPath(new URL('../../src/model.ts', import.meta.url))
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

/** Type-checks the modules under the strictest options; returns what the compiler says. */
export async function compile(modules: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'odata-generate-'))
  try {
    for (const [name, source] of Object.entries(modules)) await writeFile(join(dir, name), source)
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      isolatedModules: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      target: 'es2023',
      module: 'esnext',
      moduleResolution: 'bundler',
      types: [],
      paths: { '@bpmcentr/odata': [MODEL] },
    }
    await writeFile(join(dir, 'package.json'), '{"type":"module"}')
    await writeFile(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    return await new Promise((resolve) =>
      execFile(process.execPath, [TSC, '-p', dir], (_error, out, err) => resolve(`${out}${err}`)),
    )
  } finally {
    await rm(dir, { recursive: true })
  }
}
