import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { type CsdlModel, parseMetadata } from '../../src/metadata.ts'
import { beside } from '../support/reference.ts'

const folder = beside('metadata')
const documents = folder.missing
  ? []
  : readdirSync(folder.path).filter((name) => name.endsWith('.xml') && !name.includes('selectchanges'))

/** 1C defines the enumeration AllowedLength, with its two members, twice. */
const TWICE: Readonly<Record<string, { readonly enumTypes: number; readonly members: number }>> = {
  '1c-trade-8.5-v3.xml': { enumTypes: 1, members: 2 },
}

type Xml = Record<string, unknown>

/** Counts elements with a parser that is not ours. */
function countElements(xml: string): Map<string, number> {
  const counts = new Map<string, number>()
  const walk = (node: unknown, parent: string) => {
    if (Array.isArray(node)) for (const item of node) walk(item, parent)
    else if (typeof node === 'object' && node !== null) {
      for (const [name, inner] of Object.entries(node as Xml)) {
        const local = name.replace(/^.*:/, '')
        const items = Array.isArray(inner) ? inner : [inner]
        for (const key of [local, `${parent}/${local}`]) counts.set(key, (counts.get(key) ?? 0) + items.length)
        walk(inner, local)
      }
    }
  }
  const reader = new XMLParser({ ignoreAttributes: true, removeNSPrefix: true, parseTagValue: false })
  walk(reader.parse(xml), '')
  return counts
}

function countModel(model: CsdlModel) {
  const structured = [...model.entityTypes.values(), ...model.complexTypes.values()]
  const total = (of: (type: (typeof structured)[number]) => readonly unknown[]) =>
    structured.reduce((sum, type) => sum + of(type).length, 0)
  return {
    entityTypes: model.entityTypes.size,
    complexTypes: model.complexTypes.size,
    enumTypes: model.enumTypes.size,
    members: [...model.enumTypes.values()].reduce((sum, { members }) => sum + members.length, 0),
    properties: total(({ properties }) => properties),
    navigation: total(({ navigation }) => navigation),
    keyParts: total(({ key }) => key),
    sets: model.sets.size,
    singletons: model.singletons.size,
  }
}

describe.skipIf(folder.missing)('published metadata documents', () => {
  it.each(documents)('%s is read completely: the counts are those of another XML parser', async (name) => {
    const path = join(folder.path, name)
    const model = await parseMetadata(createReadStream(path))
    const counts = countElements(readFileSync(path, 'utf8'))
    const count = (element: string) => counts.get(element) ?? 0
    expect(countModel(model)).toEqual({
      entityTypes: count('EntityType'),
      complexTypes: count('ComplexType'),
      enumTypes: count('EnumType') - (TWICE[name]?.enumTypes ?? 0),
      members: count('Member') - (TWICE[name]?.members ?? 0),
      properties: count('EntityType/Property') + count('ComplexType/Property'),
      navigation: count('NavigationProperty'),
      keyParts: count('Key/PropertyRef'),
      sets: count('EntitySet'),
      singletons: count('Singleton'),
    })
  })

  it.each([
    ['northwind-v2.xml', '2.0'],
    ['northwind-v3.xml', '3.0'],
    ['northwind-v4.xml', '4.0'],
    ['sap-api-test-v4.xml', '4.0'],
    ['odata-rw-v3.xml', '3.0'],
    ['1c-trade-8.5-v3.xml', '3.0'],
    ['cap-shop-v2.xml', '2.0'],
  ])('%s is of version %s, whatever its namespaces say', async (name, version) => {
    expect((await parseMetadata(createReadStream(join(folder.path, name)))).version).toBe(version)
  })

  it('associations of 1C lead somewhere, though it has no association sets', async () => {
    const model = await parseMetadata(createReadStream(join(folder.path, '1c-trade-8.5-v3.xml')))
    const navigation = [...model.entityTypes.values()].flatMap((type) => type.navigation)
    expect(navigation).toHaveLength(20)
    expect(navigation.every(({ type }) => model.entityTypes.has(type))).toBe(true)
  })

  it('aliases of Dataverse are resolved', async () => {
    const model = await parseMetadata(createReadStream(join(folder.path, 'dataverse-9.1-excerpt-v4.xml')))
    const contact = model.entityTypes.get('Microsoft.Dynamics.CRM.contact')
    expect(contact?.base).toBe('Microsoft.Dynamics.CRM.crmbaseentity')
    expect(JSON.stringify([...model.sets.values()])).not.toContain('mscrm.')
  })
})
