import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript6'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateFixture, operationCount } from './generate.ts'
import { LanguageServer } from './languageServer.ts'

const fixture = join(import.meta.dirname, 'generated')
const tsc = join(import.meta.dirname, 'node_modules', '.bin', 'tsc')

describe(`a connector of ${operationCount} operations`, () => {
  beforeAll(() => generateFixture(fixture))

  test('checks in at most 1.5 s', () => {
    // The best of several runs: the figure is the compiler's, not the machine's.
    const runs = Array.from({ length: 5 }, () => diagnostics())
    const best = runs.reduce((left, right) => (left.seconds <= right.seconds ? left : right))
    console.log(`types: ${best.seconds} s, ${best.megabytes} MB, ${best.instantiations} instantiations`)
    expect(best.seconds).toBeLessThanOrEqual(1.5)
  })

  test('has declarations of at most 1.2 kB an operation', () => {
    const files = globSync('dist/**/*.d.ts', { cwd: fixture }).map((file) => readFileSync(join(fixture, file)).length)
    const each = files.reduce((sum, size) => sum + size, 0) / operationCount
    console.log(`declarations: ${Math.round(each)} bytes an operation`)
    expect(files.length).toBeGreaterThan(30)
    expect(each).toBeLessThanOrEqual(1_200)
  })

  describe('in an editor', () => {
    const use = join(fixture, 'src', 'use.ts')
    let server: LanguageServer
    beforeAll(async () => {
      server = new LanguageServer(tsc, fixture)
      await server.start(fixture)
    })
    afterAll(() => server.stop())

    test('shows named types', async () => {
      expect(await server.hover(use, 'items7.get', 'items7.'.length)).toMatch(/input: Item7Id.*Promise<Item7>/)
      expect(await server.hover(use, 'items7.list', 'items7.'.length)).toMatch(/input\?: Item7Filter.*Pages<Item7>/)
      expect(await server.hover(use, 'found =', 0)).toContain('const found: Item7')
    })

    test('leads from a call to its operation', async () => {
      expect(await server.definition(use, 'items7.get', 'items7.'.length)).toContain('get: operation<Item7Id, Item7>')
    })

    test("shows the operation's comment", () => {
      // By TypeScript 6: the language server of TypeScript 7.0 shows no comments on members of mapped types.
      expect(commentAt(use, 'items7.get', 'items7.'.length)).toBe("get one of the vendor's item7. Dates are UTC.")
    })
  })
})

function diagnostics(): { seconds: number; megabytes: number; instantiations: number } {
  const report = execFileSync(tsc, ['-p', fixture, '--extendedDiagnostics'], { encoding: 'utf8' })
  const figure = (name: string): number => Number(new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(report)?.[1])
  return {
    seconds: figure('Total time'),
    megabytes: Math.round(figure('Memory used') / 1024),
    instantiations: figure('Instantiations'),
  }
}

function commentAt(file: string, text: string, at: number): string {
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) =>
      ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(ts.sys.readFile(name) ?? '') : undefined,
    getCurrentDirectory: () => fixture,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  }
  const info = ts
    .createLanguageService(host)
    .getQuickInfoAtPosition(file, readFileSync(file, 'utf8').indexOf(text) + at)
  return ts.displayPartsToString(info?.documentation)
}
