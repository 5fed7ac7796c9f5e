import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError, ResponseMismatchError } from '../../src/errors/index.ts'
import { parseXml, writeXml, type XmlInput, xmlBody } from '../../src/xml.ts'

function refusal(read: () => unknown): ResponseMismatchError {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(ResponseMismatchError)
    return error as ResponseMismatchError
  }
  throw new Error('was accepted')
}

describe('parseXml', () => {
  it('keeps values as they were sent', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?><o id="007" n="1e5">
      <phone> +380501112233 </phone><hex>0x1F</hex><code>1e5</code><zero>007</zero><flag>true</flag><none/><empty></empty>
    </o>`
    expect(parseXml(xml)).toEqual({
      o: {
        '@_id': '007',
        '@_n': '1e5',
        phone: '+380501112233',
        hex: '0x1F',
        code: '1e5',
        zero: '007',
        flag: 'true',
        none: '',
        empty: '',
      },
    })
  })

  it('decodes XML’s own entities and characters once, and nothing else', () => {
    const xml = '<a t="&quot;&#x456;">&lt;b&gt; &amp;lt; &#1110; &nbsp; &#0; &#xD800; &unknown;</a>'
    expect(parseXml(xml)).toEqual({ a: { '@_t': '"і', '#text': '<b> &lt; і &nbsp; &#0; &#xD800; &unknown;' } })
  })

  it('leaves CDATA alone, also when it quotes a DTD or an entity', () => {
    expect(parseXml('<a><![CDATA[ <!DOCTYPE html><p>&amp;</p> ]]></a>')).toEqual({
      a: ' <!DOCTYPE html><p>&amp;</p> ',
    })
  })

  it('reads thousands of entities in an honest document', () => {
    const items = '<i>Tom &amp; Jerry &quot;&#1110;&quot;</i>'.repeat(60_000)
    const { list } = parseXml(`<list>${items}</list>`) as { list: { i: string[] } }
    expect(list.i).toHaveLength(60_000)
    expect(list.i.at(-1)).toBe('Tom & Jerry "і"')
  })

  it('makes lists where it is told to', () => {
    const xml = '<o><items><item a="1"/></items><item>x</item></o>'
    expect(parseXml(xml, { lists: ['item'] })).toEqual({ o: { items: { item: [{ '@_a': '1' }] }, item: ['x'] } })
    expect(parseXml(xml, { lists: ['o.items.item'] })).toEqual({ o: { items: { item: [{ '@_a': '1' }] }, item: 'x' } })
  })

  it('drops namespaces when asked', () => {
    const xml = '<s:Envelope xmlns:s="urn:x"><s:Body><r>1</r></s:Body></s:Envelope>'
    expect(parseXml(xml, { removeNamespaces: true })).toMatchObject({ Envelope: { Body: { r: '1' } } })
    expect(parseXml(xml)).toMatchObject({ 's:Envelope': { 's:Body': { r: '1' } } })
  })

  it('decodes bytes as their declaration or byte order mark says', () => {
    const head = new TextEncoder().encode('<?xml version="1.0" encoding="windows-1251"?><a>')
    const bytes = new Uint8Array([...head, 0xcf, 0xf0, 0xe8, 0xe2, 0xb3, 0xf2, ...new TextEncoder().encode('</a>')])
    expect(parseXml(bytes)).toEqual({ a: 'Привіт' })
    expect(parseXml(new TextEncoder().encode('\ufeff<a>Привіт</a>'))).toEqual({ a: 'Привіт' })
    expect(parseXml(new Uint8Array([0xff, 0xfe, ...Buffer.from('<a>ї</a>', 'utf16le')]))).toEqual({ a: 'ї' })
    expect(
      refusal(() => parseXml(new TextEncoder().encode('<?xml version="1.0" encoding="x-none"?><a/>'))).message,
    ).toContain('x-none')
  })

  it.each([
    ['an outside file (XXE)', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an outside DTD', '<!DOCTYPE a SYSTEM "http://evil.test/a.dtd"><a/>'],
    [
      'a billion laughs',
      '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>',
    ],
    ['a quadratic blowup', `<!DOCTYPE l [<!ENTITY a "${'a'.repeat(50_000)}">]><l>${'&a;'.repeat(50_000)}</l>`],
    ['a DTD in small letters', '<!doctype a><a/>'],
    ['a DTD after the root', '<a/><!DOCTYPE a>'],
    ['a DTD after a comment that mentions one', '<!-- <!DOCTYPE b> --><!DOCTYPE a><a/>'],
  ])('refuses %s', (_, xml) => {
    const error = refusal(() => parseXml(xml))
    expect(error.reason).toBe('malformed')
    expect(error.message).toContain('DTD')
    expect(error.message).not.toContain('passwd')
  })

  it.each(['__proto__', 'constructor', 'prototype', 'x:__proto__'])('refuses an element called %s', (name) => {
    const xml = `<a><${name}><polluted>yes</polluted></${name}></a>`
    expect(refusal(() => parseXml(xml, { removeNamespaces: true })).message).toContain('forbidden')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('takes attributes and elements with names of object methods for what they are', () => {
    const parsed = parseXml(
      '<a __proto__="1" toString="2"><toString>x</toString><hasOwnProperty>y</hasOwnProperty></a>',
    )
    expect(Object.entries(parsed.a as object)).toEqual(
      expect.arrayContaining([
        ['@___proto__', '1'],
        ['toString', 'x'],
        ['hasOwnProperty', 'y'],
      ]),
    )
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
  })

  it.each([
    '<a>',
    '<a></b>',
    '<a',
    '<a x="1></a>',
    '<a><b></a></b>',
    '</a>',
    '<a/><b/>',
    '<!-- <a/>',
    '<a><![CDATA[x</a>',
  ])('refuses the broken document %s without quoting it', (xml) => {
    expect(refusal(() => parseXml(xml)).message).not.toContain(xml)
  })

  it('bounds length and depth', () => {
    expect(refusal(() => parseXml(`<a>${'x'.repeat(100)}</a>`, { maxLength: 50 })).reason).toBe('too_large')
    const deep = (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n)
    expect(refusal(() => parseXml(deep(101))).message).toContain('nested')
    expect(refusal(() => parseXml(deep(1_000_000))).message).toContain('nested')
    expect(parseXml(deep(100))).toBeDefined()
    // Depth is of elements inside each other, not of elements.
    expect(parseXml(`<a>${'<b/><c></c>'.repeat(500)}</a>`)).toBeDefined()
  })
})

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((s) => !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(s))
const hostile = fc.constantFrom(
  '<',
  '&',
  '"',
  "'",
  ']]>',
  '<!DOCTYPE a>',
  '&amp;',
  '&#65;',
  ' x ',
  '\n',
  '\t',
  '\r\n',
  '\u00a0',
  '0x1F',
)
const leaf = fc.oneof(text, hostile)
const name = fc.constantFrom('a', 'б', 'order-item', 'x.y', 'ns:b', '_c')
const tree = fc.letrec<{ node: XmlInput }>((tie) => ({
  node: fc
    .dictionary(
      fc.oneof(
        name,
        name.map((n) => `@_${n}`),
      ),
      leaf,
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    )
    .chain((own) =>
      fc
        .option(tie('node'), { nil: undefined, maxDepth: 3 })
        .map((inner) => (inner === undefined ? own : { ...own, inner: [inner, 'x'] })),
    ) as fc.Arbitrary<XmlInput>,
}))

describe('writeXml', () => {
  it('gives back what parseXml reads, whatever the values are', () => {
    fc.assert(
      fc.property(tree.node, (node) => {
        expect(parseXml(writeXml({ root: node }))).toEqual({ root: node })
      }),
    )
  })

  it('writes every kind of value', () => {
    const document = {
      a: {
        '@_x': 1,
        '@_none': null,
        n: 1.5,
        big: 2n ** 70n,
        yes: true,
        at: new Date(0),
        empty: null,
        gone: undefined,
        l: [1, 2],
      },
    }
    expect(writeXml(document, { declaration: false })).toBe(
      '<a x="1"><n>1.5</n><big>1180591620717411303424</big><yes>true</yes><at>1970-01-01T00:00:00.000Z</at><empty/><l>1</l><l>2</l></a>',
    )
    expect(xmlBody(document).make()).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><a /)
  })

  it.each(['a><script', 'a b', '1a', '', 'a/', '-a', '?xml', '!--'])('refuses the name %j', (bad) => {
    expect(() => writeXml({ root: { [bad]: 'x' } })).toThrow(InputError)
    expect(() => writeXml({ root: { [`@_${bad}`]: 'x' } })).toThrow(InputError)
  })

  it.each([Number.NaN, new Date(Number.NaN), '\u0000', '\ud800', '\ufffe', () => 1])('refuses the value %s', (bad) => {
    expect(() => writeXml({ root: { a: bad as string } })).toThrow(InputError)
  })

  it('refuses no root, two roots and a cycle', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    for (const bad of [{}, { a: 1, b: 2 }, { a: [1, 2] }, { a: cycle }]) {
      expect(() => writeXml(bad as XmlInput)).toThrow(InputError)
    }
  })
})
