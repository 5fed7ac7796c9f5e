import { createReadStream, readdirSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, describe as suite } from 'vitest'
import { type CsdlModel, describe, type GenerateOptions, generateTypes, parseMetadata } from '../../src/metadata.ts'
import { compile } from '../support/compile.ts'
import { SHOP_V2, SHOP_V4 } from '../support/documents.ts'
import { beside } from '../support/reference.ts'

const folder = beside('metadata')
const TIMEOUT = 60_000

async function generate(document: string, options: GenerateOptions = {}): Promise<string> {
  return text(await parseMetadata(document), options)
}

function text(model: CsdlModel, options: GenerateOptions = {}): string {
  return [...generateTypes(model, options).chunks()].join('')
}

/** Runs the module and takes its only value. */
async function descriptorOf(source: string): Promise<unknown> {
  const module = await import(`data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(source))}`)
  return Object.values(module as Record<string, unknown>)[0]
}

suite('generated TypeScript', () => {
  it('is what the documentation shows', async () => {
    await expect(await generate(SHOP_V4)).toMatchFileSnapshot('shop-v4.snap')
    await expect(await generate(SHOP_V2, { name: 'Orders' })).toMatchFileSnapshot('shop-v2.snap')
  })

  it('carries the descriptor that the model has at run time', async () => {
    for (const document of [SHOP_V4, SHOP_V2, SHOP_V4.replaceAll('"Street"', '"__proto__"')]) {
      const model = await parseMetadata(document)
      expect(await descriptorOf(text(model))).toEqual(describe(model))
    }
  })

  it('compiles, and refuses wrong names and wrong types', { timeout: TIMEOUT }, async () => {
    const use = `
import type { EntitySet, NavigationName, PropertyName } from '@bpmcentr/odata'
import { shop, type Color, type Item, type Shop, type Товар } from './shop.ts'
const item: Omit<Item, 'Parent' | 'Children' | 'changedAt'> = {
  ID: '8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a', Name: 'x', Price: '1.5', Color: 'Red', Rights: 'Read,Write', Homes: [], Weight: 1, default: true,
}
const navigation: NavigationName<Item>[] = ['Parent', 'Children']
const property: PropertyName<Товар> = 'not-safe'
type Row<S> = S extends EntitySet<infer R, infer K, infer B, infer C> ? [R, K, B, C] : never
const restock: keyof Row<Shop['sets']['Items']>[2] = 'restock'
const cheapest: keyof Row<Shop['sets']['Items']>[3] = 'cheapest'
// @ts-expect-error a navigation is no property
const wrong: PropertyName<Item> = 'Parent'
// @ts-expect-error no member of the enumeration
const color: Color = 'Blue'
// @ts-expect-error not null
item.Name = null
// @ts-expect-error computed by the service
const changed = (row: Item) => { row.changedAt = '2020-01-01T00:00:00Z' }
export const used = [shop.version, item, navigation, property, restock, cheapest, wrong, color, changed]
`
    expect(await compile({ 'shop.ts': await generate(SHOP_V4), 'use.ts': use })).toBe('')
  })

  it('does not depend on the order in which the service lists things', async () => {
    const model = await parseMetadata(SHOP_V4)
    const turned: CsdlModel = {
      ...model,
      entityTypes: new Map([...model.entityTypes].reverse()),
      complexTypes: new Map([...model.complexTypes].reverse()),
      enumTypes: new Map([...model.enumTypes].reverse()),
      sets: new Map([...model.sets].reverse()),
    }
    expect(text(turned)).toBe(text(model))
  })

  it('holds only what was asked for, and what that needs', async () => {
    const model = await parseMetadata(SHOP_V4)
    const items = generateTypes(model, { include: ['Item*'] })
    expect(items.entities).toBe(2)
    const source = [...items.chunks()].join('')
    expect(source).not.toContain('Товар')
    for (const name of ['Base', 'Address', 'Color', 'Rights', 'ItemBound']) {
      expect(source).toMatch(new RegExp(`export (?:interface|type) ${name}\\b`))
    }
    const other = text(model, { include: ['Товары'] })
    expect(other).not.toMatch(/Item|Address|Color/)
    expect(generateTypes(model, { include: ['Ghost', 'Me'] }).warnings).toEqual([
      'nothing in the service is named Ghost',
    ])
  })

  it('compiles for every selection', { timeout: TIMEOUT }, async () => {
    const model = await parseMetadata(SHOP_V4)
    const selections = [['Base'], ['Товар'], ['Me'], ['top'], ['Items', 'top']]
    const modules = selections.map((include, index) => [`s${index}.ts`, text(model, { include })] as const)
    expect(await compile(Object.fromEntries(modules))).toBe('')
  })

  it('survives names that are reserved, unsafe, equal, or end comments', { timeout: TIMEOUT }, async () => {
    const names = [
      'class',
      'string',
      'Decimal',
      'Item',
      'ItemKey',
      'constructor',
      '__proto__',
      'has space',
      '1st',
      "O'Neil",
      'a"b',
      'a\\b',
      'Ёж',
      'item',
      'Shop',
      '*/x',
      'a$`',
    ]
    const attribute = (name: string) => name.replaceAll('"', '&quot;')
    const type = (name: string, namespace: string) =>
      `<EntityType Name="${attribute(name)}"><Key><PropertyRef Name="${attribute(name)}"/></Key>${names
        .map(
          (property) =>
            `<Property Name="${attribute(property)}" Type="${namespace}.${attribute(name)}x"><Annotation Term="Core.Description" String="a */ ${attribute(property)}"/></Property>`,
        )
        .join(
          '',
        )}</EntityType><EnumType Name="${attribute(name)}x">${names.map((member) => `<Member Name="${attribute(member)}"/>`).join('')}</EnumType>`
    const schema = (namespace: string) =>
      `<Schema Namespace="${namespace}">${names.map((name) => type(name, namespace)).join('')}<EntityContainer Name="C">${names
        .map(
          (name) => `<EntitySet Name="${namespace}${attribute(name)}" EntityType="${namespace}.${attribute(name)}"/>`,
        )
        .join('')}</EntityContainer></Schema>`
    const document = `<Edmx Version="4.0"><DataServices>${schema('One')}${schema('Shop')}</DataServices></Edmx>`
    const model = await parseMetadata(document)
    const source = text(model)
    expect(await compile({ 'names.ts': source })).toBe('')
    expect(await descriptorOf(source)).toEqual(describe(model))
  })

  it('keeps any text of the service inside its strings and comments', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
        fc.pre(/^[^<&"\p{Cc}\p{Cn}\p{Cs}\ufffe\uffff]+$/u.test(name))
        const document = `<Edmx Version="4.0"><DataServices><Schema Namespace="N"><EntityType Name="T"><Property Name="${name}" Type="Edm.String"><Annotation Term="Core.Description" String="${name}"/></Property></EntityType></Schema></DataServices></Edmx>`
        const model = await parseMetadata(document)
        expect(await descriptorOf(text(model))).toEqual(describe(model))
      }),
      { numRuns: 100 },
    )
  })

  it('does not loop where types extend each other in circles', async () => {
    const circle = SHOP_V4.replace(
      '<EntityType Name="Base" Abstract="true">',
      '<EntityType Name="Base" BaseType="S.Item">',
    )
    expect(await generate(circle)).toContain('export interface Item')
  })
})

suite.skipIf(folder.missing)('for published metadata documents', () => {
  const names = folder.missing
    ? []
    : readdirSync(folder.path).filter((name) => name.endsWith('.xml') && !name.includes('selectchanges'))

  it('compiles under strict, and carries the descriptor', { timeout: 120_000 }, async () => {
    const modules: Record<string, string> = {}
    for (const name of names) {
      const model = await parseMetadata(createReadStream(join(folder.path, name)))
      const source = text(model)
      modules[name.replace(/xml$/, 'ts')] = source
      expect(await descriptorOf(source)).toEqual(describe(model))
    }
    expect(Object.keys(modules)).toHaveLength(15)
    expect(await compile(modules)).toBe('')
  })

  it('writes one catalog of 1C without the rest of it', async () => {
    const model = await parseMetadata(createReadStream(join(folder.path, '1c-trade-8.5-v3.xml')))
    const source = text(model, { include: ['Catalog_Контрагенты'] })
    expect(source).toContain('export interface Catalog_Контрагенты {')
    expect(source).toContain('Catalog_Контрагенты: EntitySet<Catalog_Контрагенты, Catalog_КонтрагентыKey>')
    expect(source).not.toContain('Document_')
    expect(source.length).toBeLessThan(12_000)
  })

  it('warns about types that the document uses and nobody defines', async () => {
    const model = await parseMetadata(createReadStream(join(folder.path, 'sap-api-test-v4.xml')))
    expect(generateTypes(model).warnings).toContain(
      'Edm.SomethingTheSDKDoesNotSupport is not defined: written as unknown',
    )
  })
})
