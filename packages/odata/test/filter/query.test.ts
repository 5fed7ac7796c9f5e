import { describe, expect, it } from 'vitest'
import {
  ODataSyntaxError,
  parseExpand,
  parseOrderBy,
  parseQuery,
  parseResource,
  parseSearch,
  parseSelect,
  printFilter,
} from '../../src/filter.ts'

describe('a query', () => {
  it('is read as it was sent, with V4 options nested', () => {
    const query = parseQuery(
      '$select=ID,Name&$expand=Items($select=Qty;$expand=Product($levels=max);$filter=Qty%20gt%201),Customer/$ref&$orderby=Name%20desc,ID&$count=true&$top=2&$skip=4&tenant=%D0%B0',
    )
    expect(query).toMatchObject({
      select: [{ path: ['ID'] }, { path: ['Name'] }],
      expand: [
        {
          path: ['Items'],
          options: { select: [{ path: ['Qty'] }], expand: [{ path: ['Product'], options: { levels: 'max' } }] },
        },
        { path: ['Customer'], only: 'ref' },
      ],
      count: true,
      top: 2,
      skip: 4,
      custom: { tenant: 'а' },
    })
    expect(query.orderby?.map(({ descending }) => descending)).toEqual([true, false])
  })

  it('of V3 counts with $inlinecount, and selects along paths', () => {
    const options = { version: '3.0' } as const
    expect(parseQuery('$inlinecount=allpages&$select=ID,author/name&$expand=author,tags/x', options)).toEqual({
      count: true,
      select: [{ path: ['ID'] }, { path: ['author', 'name'] }],
      expand: [{ path: ['author'] }, { path: ['tags', 'x'] }],
    })
    expect(parseSelect('**', options)).toEqual([{ path: ['**'] }])
    expect(() => parseQuery('$count=true', options)).toThrow(ODataSyntaxError)
  })

  it.each([
    '$filter=a%20eq%201&$filter=b%20eq%202',
    '$top=-1',
    '$top=1x',
    '$unknown=1',
    '$count',
    '$filter=%E0%A4%A',
    '$orderby=Name%20down',
    '$expand=Items(',
    '$select=',
    '$filter=a eq 1#rest',
  ])('is refused when it is %s', (query) => {
    expect(() => parseQuery(query)).toThrow(ODataSyntaxError)
  })

  it('keeps a plus a plus', () => {
    expect(parseQuery("$filter=Name%20eq%20'a+b'").filter).toMatchObject({ right: { value: 'a+b' } })
  })

  it('takes options without $ since 4.01; before, they are somebody else’s', () => {
    expect(parseQuery('top=1')).toEqual({ top: 1 })
    expect(parseQuery('top=1', { version: '4.0' })).toEqual({ custom: { top: '1' } })
  })

  it('does not touch prototypes', () => {
    const { custom } = parseQuery('__proto__=x&constructor=y')
    expect(Object.entries(custom ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(Object.getPrototypeOf(custom)).toBe(Object.prototype)
  })

  it('refuses an option twice inside parentheses', () => {
    expect(() => parseExpand('Items($top=1;$top=2)')).toThrow(ODataSyntaxError)
  })

  it('orders by expressions', () => {
    const [first] = parseOrderBy('Price mul Qty desc')
    expect(first && printFilter(first.expression)).toBe('Price mul Qty')
    expect(first?.descending).toBe(true)
  })

  it('searches words and phrases with the precedence of the standard', () => {
    expect(parseSearch('a OR b c')).toEqual({
      kind: 'or',
      left: { kind: 'word', text: 'a' },
      right: { kind: 'and', left: { kind: 'word', text: 'b' }, right: { kind: 'word', text: 'c' } },
    })
    expect(parseSearch('NOT "two words"')).toEqual({ kind: 'not', operand: { kind: 'word', text: 'two words' } })
    expect(() => parseSearch('"open')).toThrow(ODataSyntaxError)
  })
})

describe('a resource path', () => {
  it('is read with its keys, decoded after it was cut', () => {
    expect(parseResource("Items('a%2Fb%20%D1%8F')/Product/$count")).toEqual([
      { name: 'Items', arguments: [{ value: { kind: 'literal', type: 'Edm.String', value: 'a/b я' } }] },
      { name: 'Product' },
      { name: '$count' },
    ])
    expect(() => parseResource("Items('a/b')")).toThrow(ODataSyntaxError)
  })

  it('of 1C names sets and parts of keys in Cyrillic', () => {
    const path = encodeURI(
      "InformationRegister_Цены(Период=datetime'2020-01-01T00:00:00',Валюта_Key=guid'8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a')/SliceLast(Condition='a eq ''b''')",
    )
    const [set, slice] = parseResource(path, { version: '3.0' })
    expect(set?.name).toBe('InformationRegister_Цены')
    expect(set?.arguments?.map(({ name }) => name)).toEqual(['Период', 'Валюта_Key'])
    expect(slice?.arguments?.[0]).toMatchObject({ name: 'Condition', value: { value: "a eq 'b'" } })
  })

  it('has keys as segments since 4.01 only', () => {
    expect(parseResource("People/O'Neil")).toEqual([{ name: 'People' }, { name: "O'Neil" }])
    expect(() => parseResource('Orders/1', { version: '4.0' })).toThrow(ODataSyntaxError)
  })

  it('reads conditions in the path', () => {
    const [, filtered] = parseResource('Products/$filter(Supplier/Age gt 3)/$count')
    expect(filtered?.filter && printFilter(filtered.filter)).toBe('Supplier/Age gt 3')
  })
})
