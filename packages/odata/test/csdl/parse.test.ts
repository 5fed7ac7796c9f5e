import fc from 'fast-check'
import { expect, it, describe as suite } from 'vitest'
import { describe, MetadataError, metadataParser, parseMetadata } from '../../src/metadata.ts'
import { SHOP_V2, SHOP_V4 } from '../support/documents.ts'

suite('a document', () => {
  it('is the same in whatever pieces it arrives, also through the middle of characters', async () => {
    const whole = describe(await parseMetadata(SHOP_V4))
    const bytes = new TextEncoder().encode(SHOP_V4)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const pieces = at.slice(1).map((end, index) => bytes.slice(at[index], end))
        expect(describe(await parseMetadata(pieces))).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })

  it('of V4 gives keys, facets, enumerations, bound operations and what the service computes', async () => {
    const model = await parseMetadata(SHOP_V4)
    expect(describe(model)).toEqual({
      version: '4.0',
      sets: { Items: 'Shop.Item', Товары: 'Shop.Товар' },
      singletons: { Me: 'Shop.Item' },
      types: {
        'Shop.Address': { properties: { Street: 'Edm.String' } },
        'Shop.Base': {
          key: ['ID'],
          properties: { ID: 'Edm.Guid', changedAt: 'Edm.DateTimeOffset' },
          computed: ['changedAt'],
        },
        'Shop.Item': {
          base: 'Shop.Base',
          properties: {
            Name: 'Edm.String',
            Price: 'Edm.Decimal',
            Color: 'Shop.Color',
            Rights: 'Shop.Rights',
            Homes: 'Collection(Shop.Address)',
            Weight: 'Edm.Double',
            photo: 'Edm.Stream',
            default: 'Edm.Boolean',
          },
          navigation: { Parent: { type: 'Shop.Item' }, Children: { type: 'Shop.Item', collection: true } },
          bound: {
            restock: {
              kind: 'action',
              name: 'Shop.restock',
              parameters: { quantity: 'Edm.Int32' },
              returns: 'Shop.Item',
            },
          },
          boundToSet: { cheapest: { kind: 'function', name: 'Shop.cheapest', returns: 'Shop.Item' } },
          open: true,
          media: true,
        },
        'Shop.Товар': {
          key: ['Ссылка', 'Линия'],
          properties: { Ссылка: 'Edm.Guid', Линия: 'Edm.Int64', 'not-safe': 'Edm.String' },
        },
      },
      enums: {
        'Shop.Color': { members: { Red: 0, Green: 1 } },
        'Shop.Rights': { members: { Read: 1, Write: '9223372036854775807' }, flags: true },
      },
      operations: {
        top: { kind: 'function', parameters: { n: 'Edm.Int32', by: 'Edm.String' }, returns: 'Collection(Shop.Item)' },
      },
    })
    expect(model.entityTypes.get('Shop.Item')?.properties[0]).toEqual({
      name: 'Name',
      type: 'Edm.String',
      nullable: false,
      maxLength: '80',
      description: 'What it is called */ alert(1)',
    })
  })

  it('of V2 gives where navigation leads, and functions by their HTTP method', async () => {
    const model = await parseMetadata(SHOP_V2)
    expect(model.version).toBe('2.0')
    expect(model.entityTypes.get('M.Order')?.navigation).toEqual([
      {
        name: 'Lines',
        type: 'M.Line',
        collection: true,
        nullable: true,
        constraints: [],
        relationship: 'M.Order_Lines',
        toRole: 'Line',
      },
    ])
    expect(model.entityTypes.get('M.Line')?.navigation[0]).toMatchObject({
      type: 'M.Order',
      collection: false,
      nullable: false,
      constraints: [['OrderID', 'ID']],
    })
    expect(describe(model).operations).toEqual({
      Close: { kind: 'action', parameters: { ID: 'Edm.Int32' }, method: 'POST' },
      Open: { kind: 'function', returns: 'Collection(M.Order)', method: 'GET' },
    })
  })
})

suite('refused are', () => {
  it.each([
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><edmx:Edmx Version="4.0"/>'],
    ['text that is not XML', 'Unauthorized'],
    ['an HTML page', '<html><body><p>Login<br></body></html>'],
    ['XML that is not metadata', '<root/>'],
    ['nothing', ''],
    ['a document that breaks off', SHOP_V4.slice(0, -40)],
    ['unknown entities', SHOP_V4.replace('What it', '&xxe; it')],
    ['endless nesting', '<a>'.repeat(10_000)],
  ])('%s', async (_, text) => {
    await expect(parseMetadata(text)).rejects.toThrow(MetadataError)
  })

  it('bytes that are not UTF-8', async () => {
    await expect(parseMetadata(new Uint8Array([0x3c, 0xff, 0xfe]))).rejects.toThrow('not UTF-8')
  })

  it('documents beyond the limit, before the rest is read', async () => {
    let asked = 0
    const endless = (function* () {
      for (;;) {
        asked++
        yield `<!--${' '.repeat(1000)}-->`
      }
    })()
    await expect(parseMetadata(endless, { maxBytes: 10_000 })).rejects.toThrow('larger than 10000')
    expect(asked).toBeLessThan(12)
  })
})

suite('hostile names', () => {
  it('cannot reach prototypes', async () => {
    const text = SHOP_V4.replaceAll('Name="Street"', 'Name="__proto__"').replaceAll('<Term ', '<constructor ')
    const { types } = describe(await parseMetadata(text))
    expect(Object.keys(types['Shop.Address']?.properties ?? {})).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>).Street).toBeUndefined()
  })

  it('a parser can be fed by hand', () => {
    const parser = metadataParser()
    for (const character of SHOP_V4) parser.write(character)
    expect(parser.end().entityTypes.size).toBe(3)
  })
})
