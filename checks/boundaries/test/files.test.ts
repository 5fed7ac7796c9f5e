import { describe, expect, test } from 'vitest'
import { layer, packages, type SourceFile, sources, withoutComments } from './sources.ts'

const published = packages.filter((pkg) => !pkg.private)
const files = published.flatMap((pkg) => sources(pkg))
const tests = published.flatMap((pkg) => sources(pkg, ['test']))
const byPath = new Map(files.map((file) => [file.path, file]))

describe('files of the published packages', () => {
  test('import each other without circles', () => {
    expect(circles()).toEqual([])
  })

  test('keep to 300 lines', () => {
    // What the generator of @bpmcentr/odata wrote is as long as the vendor's model.
    const written = files.filter(({ path }) => !path.includes('/generated/'))
    const long = written.map(({ path, text }) => [path, text.split('\n').length - 1] as const)
    expect(long.filter(([, lines]) => lines > 300)).toEqual([])
  })

  test('import zod as a namespace: `import { z }` bundles every locale', () => {
    const named = /import\s+(?:z\b|\{[^}]*\bz\b[^}]*\})\s*(?:,[^'"]*)?from\s+['"]zod['"]/
    expect([...files, ...tests].filter(({ text }) => named.test(withoutComments(text))).map(paths)).toEqual([])
  })

  test('never name z.ZodType in a signature: it makes checking ten times slower', () => {
    const slow = /\bz\.(?:ZodType|ZodTypeAny|Schema)\b/
    expect(files.filter(({ text }) => slow.test(withoutComments(text))).map(paths)).toEqual([])
  })

  test('have no default export', () => {
    expect(files.filter(({ text }) => /^export default\b/m.test(text)).map(paths)).toEqual([])
  })

  test('belong to no grab-bag', () => {
    expect(files.filter(({ path }) => /\/(utils?|helpers?|misc|common)(\.ts|\/)/.test(path)).map(paths)).toEqual([])
  })
})

describe('entries that run everywhere', () => {
  const everywhere = published
    .filter((pkg) => ['core', 'odata', 'connector'].includes(layer(pkg)))
    .flatMap((pkg) => pkg.entries.filter(({ subpath }) => subpath === '.').map((entry) => ({ pkg, entry })))

  test.each(everywhere.map(({ pkg, entry }) => [pkg.name, pkg, entry] as const))(
    '%s reaches no module of Node and no optional peer',
    (_, pkg, entry) => {
      const start = sources(pkg).find(
        ({ path }) => path.endsWith(entry.source.slice(1)) && path.includes('/src/index.ts'),
      )
      const reached = reach(start ? [start] : [])
      const wrong = reached.flatMap((file) =>
        file.imports
          .filter(({ specifier, typeOnly }) => !typeOnly && NOT_EVERYWHERE.test(specifier))
          .map(({ specifier }) => `${file.path} -> ${specifier}`),
      )
      expect(wrong).toEqual([])
    },
  )
})

const NOT_EVERYWHERE =
  /^(node:|undici$|msw(\/|$)|vitest(\/|$)|fast-xml-parser$|@bpmcentr\/core\/(node|undici|testing)$)/

/** The files reached at run time from the given ones. */
function reach(start: readonly SourceFile[]): SourceFile[] {
  const seen = new Set<SourceFile>(start)
  for (const file of seen) {
    for (const { file: target, typeOnly } of file.imports) {
      const next = target && !typeOnly ? byPath.get(target) : undefined
      if (next) seen.add(next)
    }
  }
  return [...seen]
}

/** Every circle of imports once, as 'a -> b -> a'; type imports count too. */
function circles(): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) {
      found.push([...above.slice(above.indexOf(path)), path].join(' -> '))
      return
    }
    if (done.has(path)) return
    for (const { file } of byPath.get(path)?.imports ?? []) if (file) visit(file, [...above, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return found
}

function paths(file: SourceFile): string {
  return file.path
}
