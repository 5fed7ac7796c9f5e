import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { layer, packageName, packages, sources } from './sources.ts'

const published = packages.filter((pkg) => !pkg.private)
const names = new Map(packages.map((pkg) => [pkg.name, pkg]))

/** Dependencies point one way: a package of the left kind may know the packages of the right kinds. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  odata: ['core'],
  sql: ['core'],
  connector: ['core', 'odata', 'sql'],
}

describe.each(published.map((pkg) => [pkg.name, pkg] as const))('%s', (_, pkg) => {
  const may = allowed[layer(pkg)] ?? []

  test(`depends on no workspace package but ${may.join(', ') || 'none'}`, () => {
    expect(pkg.needs.filter((name) => !may.includes(kind(name)))).toEqual([])
  })

  test('imports only itself and the packages below it', () => {
    const wrong = sources(pkg, ['src', 'test']).flatMap((file) =>
      file.imports
        .map(({ specifier }) => packageName(specifier))
        .filter((name) => names.has(name) && name !== pkg.name && !may.includes(kind(name)))
        .map((name) => `${file.path} -> ${name}`),
    )
    expect(wrong).toEqual([])
  })

  test('reaches no other package by path', () => {
    const wrong = sources(pkg, ['src']).flatMap((file) =>
      file.imports
        .filter(({ specifier, file: target }) => specifier.startsWith('.') && !target?.startsWith(folder(pkg.dir)))
        .map(({ specifier }) => `${file.path} -> ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  test('has a README.md and ships its licence, sources and build', () => {
    expect(existsSync(join(pkg.dir, 'README.md'))).toBe(true)
    const manifest = JSON.parse(readFileSync(join(pkg.dir, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({
      type: 'module',
      license: 'MIT',
      sideEffects: false,
      files: expect.arrayContaining(['dist', 'src', 'README.md']),
      engines: { node: '>=22.12' },
      publishConfig: { access: 'public' },
    })
  })
})

describe('examples', () => {
  test('use the packages by name, through their exports only', () => {
    const exported = new Set(published.flatMap((pkg) => pkg.entries.map(({ subpath }) => pkg.name + subpath.slice(1))))
    const wrong = packages
      .filter((pkg) => layer(pkg) === 'examples')
      .flatMap((pkg) => sources(pkg, ['src', 'test']))
      .flatMap((file) =>
        file.imports
          .filter(({ specifier, file: target }) =>
            specifier.startsWith('@bpmcentr/')
              ? !exported.has(specifier)
              : specifier.startsWith('.') && !target?.startsWith(folder(file.pkg.dir)),
          )
          .map(({ specifier }) => `${file.path} -> ${specifier}`),
      )
    expect(wrong).toEqual([])
  })
})

function kind(name: string): string {
  const pkg = names.get(name)
  return pkg ? layer(pkg) : ''
}

/** 'packages/core/' of the absolute folder of a package. */
function folder(dir: string): string {
  return `${dir.slice(dir.search(/(packages|examples)\//))}/`
}
