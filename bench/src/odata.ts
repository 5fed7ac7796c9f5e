import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, table } from './measure.ts'

const ROUNDS = 3
/** Entity types. The largest makes a document of 34 MB. */
const SIZES = [315, 1_260, 5_040]
/** What odata2ts still finishes in a minute. */
const SMALL_SIZES = [100, 200]

interface Run {
  readonly ms: number
  readonly megabytes: number
}

/**
 * `$metadata` in the shape of 1C (29 properties and 8 navigations an entity, names in Cyrillic), read and written as
 * TypeScript. Every run has a process of its own, so that memory is that of one run.
 */
export async function odata(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'odata-bench-'))
  try {
    const rows = [['entities', 'document', 'all', 'peak', 'a named one', 'peak', 'fast-xml-parser', 'tsc 7 of all']]
    const times: number[] = []
    for (const entities of SIZES) {
      const file = join(dir, `${entities}.xml`)
      await writeDocument(file, entities)
      const size = (await stat(file)).size
      const all = Array.from({ length: ROUNDS }, () => run('generate', file, join(dir, `${entities}.ts`)))
      const one = Array.from({ length: ROUNDS }, () =>
        run('generate', file, join(dir, 'one.ts'), 'Catalog_Справочник7'),
      )
      const fxp = Array.from({ length: ROUNDS }, () => run('fast-xml-parser', file, ''))
      times.push(median(all.map(({ ms }) => ms)))
      rows.push([
        String(entities),
        `${(size / 1e6).toFixed(1)} MB`,
        ...shown(all),
        ...shown(one),
        shown(fxp).join(', '),
        `${Math.round(compile(join(dir, `${entities}.ts`)))} ms`,
      ])
    }
    console.log(table(rows))
    const growth = times.slice(1).map((time, index) => (time / (times[index] ?? Number.NaN)).toFixed(2))
    console.log(`\ntime(4n) / time(n): ${growth.join(', ')}\n`)
    await besideOdata2ts(dir)
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Whole commands, with the start of their processes; odata2ts writes models only, which is the least it can do. */
async function besideOdata2ts(dir: string): Promise<void> {
  const theirs = fileURLToPath(new URL('../node_modules/@odata2ts/odata2ts/lib/run-cli.js', import.meta.url))
  await writeFile(
    join(dir, 'tsconfig.json'),
    '{"compilerOptions":{"strict":true,"target":"es2020","module":"commonjs"}}',
  )
  const rows = [['entities', 'document', 'odata generate', 'odata2ts', 'ratio']]
  for (const entities of SMALL_SIZES) {
    const file = join(dir, `${entities}.xml`)
    await writeDocument(file, entities)
    const all = Array.from({ length: ROUNDS }, () => wall(() => run('generate', file, join(dir, 'small.ts'))))
    const ours = median(all)
    const args = [theirs, '-s', file, '-o', join(dir, `odata2ts-${entities}`), '-m', 'models']
    const other = wall(() => execFileSync(process.execPath, args, { cwd: dir }))
    const size = `${((await stat(file)).size / 1e6).toFixed(2)} MB`
    rows.push([String(entities), size, `${ours} ms`, `${other} ms`, `${Math.round(other / ours)} ×`])
  }
  console.log(table(rows))
}

function wall(work: () => unknown): number {
  const start = performance.now()
  work()
  return Math.round(performance.now() - start)
}

function run(...args: string[]): Run {
  const script = fileURLToPath(new URL('odataRun.ts', import.meta.url))
  const text = execFileSync(process.execPath, ['--conditions=@bpmcentr/source', script, ...args], { encoding: 'utf8' })
  return JSON.parse(text) as Run
}

function shown(runs: readonly Run[]): [time: string, memory: string] {
  const peak = Math.max(...runs.map(({ megabytes }) => megabytes))
  return [`${Math.round(median(runs.map(({ ms }) => ms)))} ms`, `${Math.round(peak)} MB`]
}

function compile(file: string): number {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const start = performance.now()
  const options = ['--ignoreConfig', '--strict', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler']
  const types = ['--target', 'es2023', '--types', '', '--allowImportingTsExtensions']
  execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, ...types, file], { stdio: 'inherit' })
  return performance.now() - start
}

/** Streams the document to disk: this process stays small. */
async function writeDocument(file: string, entities: number): Promise<void> {
  const out = createWriteStream(file)
  const write = async (text: string) => {
    if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
  await write(
    '<?xml version="1.0" encoding="UTF-8"?>\n<edmx:Edmx xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" Version="1.0">' +
      '<edmx:DataServices xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" m:DataServiceVersion="3.0">' +
      '<Schema xmlns="http://schemas.microsoft.com/ado/2009/11/edm" Namespace="StandardODATA">\n',
  )
  for (let index = 0; index < entities; index++) await write(entityXml(index, entities))
  await write('<EntityContainer Name="EnterpriseV8">\n')
  for (let index = 0; index < entities; index++) {
    await write(
      `\t<EntitySet Name="Catalog_Справочник${index}" EntityType="StandardODATA.Catalog_Справочник${index}"/>\n`,
    )
  }
  await write('</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n')
  await new Promise<void>((resolve) => out.end(() => resolve()))
}

const TYPES = ['Edm.String', 'Edm.Guid', 'Edm.Boolean', 'Edm.DateTime', 'Edm.Double', 'Edm.Int64']

function entityXml(index: number, entities: number): string {
  const name = `Catalog_Справочник${index}`
  const properties = Array.from({ length: 28 }, (_, at) => {
    const type = TYPES[(index + at) % TYPES.length]
    return `\t\t<Property Name="РеквизитОбъекта${index % 97}_${at}"\n\t\t\t\tType="${type}"\n\t\t\t\tNullable="true"/>\n`
  })
  const navigation = Array.from({ length: 8 }, (_, at) => {
    const association = `${name}_Связь${at}`
    return (
      `\t\t<NavigationProperty Name="СвязанныйОбъект${at}"\n\t\t\t\tRelationship="StandardODATA.${association}"\n` +
      `\t\t\t\tFromRole="Begin"\n\t\t\t\tToRole="End"/>\n`
    )
  })
  const associations = Array.from({ length: 8 }, (_, at) => {
    const to = (index * 7 + at) % entities
    return (
      `\t<Association Name="${name}_Связь${at}">\n\t\t<End Role="Begin"\n\t\t\t\tType="StandardODATA.${name}"\n\t\t\t\tMultiplicity="*"/>\n` +
      `\t\t<End Role="End"\n\t\t\t\tType="StandardODATA.Catalog_Справочник${to}"\n\t\t\t\tMultiplicity="0..1"/>\n\t</Association>\n`
    )
  })
  return (
    `\t<EntityType Name="${name}">\n\t\t<Key>\n\t\t\t<PropertyRef Name="Ref_Key"/>\n\t\t</Key>\n` +
    `\t\t<Property Name="Ref_Key"\n\t\t\t\tType="Edm.Guid"\n\t\t\t\tNullable="false"/>\n${properties.join('')}${navigation.join('')}\t</EntityType>\n${associations.join('')}`
  )
}
