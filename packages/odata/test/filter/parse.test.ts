import { describe, expect, it } from 'vitest'
import { ODataSyntaxError, type ParseOptions, parseExpression, parseFilter, printFilter } from '../../src/filter.ts'

function grouped(text: string, options: ParseOptions = {}): string {
  return printFilter(parseExpression(text, options), options)
}

function refusal(text: string, options: ParseOptions = {}): ODataSyntaxError {
  try {
    parseFilter(text, options)
  } catch (error) {
    if (error instanceof ODataSyntaxError) return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}

describe('precedence', () => {
  it.each([
    ['a sub b sub c eq 0', '((a sub b) sub c) eq 0'],
    ['a div b div c', '(a div b) div c'],
    ['a mul 2 add 1', '(a mul 2) add 1'],
    ['1 add a mul 2', '1 add (a mul 2)'],
    ['not a eq true and b eq 2', '((not (a)) eq true) and (b eq 2)'],
    ['-a add b', '(-a) add b'],
    ['a eq 1 or b eq 2 and c eq 3', '(a eq 1) or ((b eq 2) and (c eq 3))'],
    ['(a eq 1 or b eq 2) and c eq 3', '((a eq 1) or (b eq 2)) and (c eq 3)'],
    ['a gt 1 eq true', '(a gt 1) eq true'],
    ['a add 1 in (1,2)', '(a add 1) in (1,2)'],
    ["not startswith(A,'x') and b", "(not (startswith(A,'x'))) and b"],
  ])('groups %s as %s', (text, expected) => {
    expect(grouped(text)).toBe(expected)
  })
})

describe('literals', () => {
  it.each([
    ["guid'8D044C4C-9c5d-4b0e-9a0a-0e9f0d0f5b1a'", 'Edm.Guid', '8D044C4C-9c5d-4b0e-9a0a-0e9f0d0f5b1a'],
    ["datetime'2020-01-31T10:20:30.1234567'", 'Edm.DateTime', '2020-01-31T10:20:30.1234567'],
    ["DateTime'2020-01-31T00:00'", 'Edm.DateTime', '2020-01-31T00:00'],
    ["datetimeoffset'2020-01-31T10:20:30+03:00'", 'Edm.DateTimeOffset', '2020-01-31T10:20:30+03:00'],
    ["time'PT13H20M'", 'Edm.Time', 'PT13H20M'],
    ['12L', 'Edm.Int64', '12'],
    ['2.345M', 'Edm.Decimal', '2.345'],
    ['2.5f', 'Edm.Single', '2.5'],
    ['-2.5d', 'Edm.Double', '-2.5'],
    ['1e-3d', 'Edm.Double', '1e-3'],
    ["X'0aFF'", 'Edm.Binary', '0aFF'],
    ["binary'0aff'", 'Edm.Binary', '0aff'],
    ['42', 'Edm.Int32', '42'],
    ['3000000000', 'Edm.Int64', '3000000000'],
  ])('reads %s of V3', (text, type, value) => {
    expect(parseExpression(text, { version: '3.0' })).toEqual({ kind: 'literal', type, value })
  })

  it.each([
    ['8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a', 'Edm.Guid', '8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a'],
    ['2020-01-31', 'Edm.Date', '2020-01-31'],
    ['2020-01-31T10:20:30Z', 'Edm.DateTimeOffset', '2020-01-31T10:20:30Z'],
    ['13:20:00.5', 'Edm.TimeOfDay', '13:20:00.5'],
    ["duration'PT1H'", 'Edm.Duration', 'PT1H'],
    ["binary'AP8Q'", 'Edm.Binary', 'AP8Q'],
    ['12.50', 'Edm.Decimal', '12.50'],
    ['1e-3', 'Edm.Double', '1e-3'],
    ['-INF', 'Edm.Double', '-INF'],
    ["Sales.Color'Red,Green'", 'Sales.Color', 'Red,Green'],
    ["'O''Neil 🦊'", 'Edm.String', "O'Neil 🦊"],
    ['99999999999999999999999', 'Edm.Decimal', '99999999999999999999999'],
  ])('reads %s of V4', (text, type, value) => {
    expect(parseExpression(text, { version: '4.0' })).toEqual({ kind: 'literal', type, value })
  })

  it.each([
    ["guid'8d044c4c'", '3.0'],
    ['Id eq 8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a', '3.0'],
    ["Id eq guid'8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a'", '4.0'],
    ["At gt datetime'2020-13-01T00:00:00'", '3.0'],
    ['A eq 12abc', '4.0'],
    ["A eq 'x'y'", '4.0'],
    ["A eq 'x", '4.0'],
  ] as const)('refuses %s in V%s', (text, version) => {
    expect(() => parseFilter(text, { version })).toThrow(ODataSyntaxError)
  })
})

describe('versions', () => {
  it('names the version that an operator needs', () => {
    expect(refusal("A in ('x')", { version: '4.0' }).message).toContain('"in" needs OData 4.01')
    expect(refusal("A has Ns.C'x'", { version: '3.0' }).message).toContain('"has" needs OData 4.0')
    expect(refusal('Tags/any(t:t eq 1)', { version: '2.0' }).message).toContain('needs OData 3.0')
  })

  it('says what to write instead of a function of another version', () => {
    expect(refusal("contains(Name,'x')", { version: '2.0' }).message).toContain("substringof('x',Name)")
    expect(refusal("substringof('x',Name)", { version: '4.0' }).message).toContain("contains(Name,'x')")
  })

  it('takes operators in upper case since 4.01 only', () => {
    expect(grouped("A EQ 'x' AND NOT (B LT 2)")).toBe("(A eq 'x') and (not (B lt 2))")
    expect(() => parseFilter("A EQ 'x'", { version: '4.0' })).toThrow(ODataSyntaxError)
  })

  it('knows functions of a vendor when told so, with the number of their arguments', () => {
    const options = { version: '3.0', functions: { like: [2, 2] } } as const
    expect(printFilter(parseFilter("like(Наименование,'а%')", options))).toBe("like(Наименование,'а%')")
    expect(refusal('like(Наименование)', options).message).toContain('"like" takes 2 arguments')
    expect(() => parseFilter("like(Наименование,'а%')", { version: '3.0' })).toThrow(ODataSyntaxError)
  })
})

describe('what 1C writes', () => {
  it.each([
    "Док eq cast(guid'8d044c4c-9c5d-4b0e-9a0a-0e9f0d0f5b1a','Document_Приход')",
    "isof(Док,'Document_Приход')",
    "cast(cast(Осн,'Document_Накладная')/Место,'Catalog_Склад')/Название eq 'Главный'",
    'Товары/any(т:т/Цена gt 1.5d)',
    "substringof('ООО',Наименование) eq true",
  ])('reads %s', (text) => {
    expect(printFilter(parseFilter(text, { version: '3.0' }), { version: '3.0' })).toBe(text)
  })
})

describe('refusals', () => {
  it('says where the text stops making sense, and does not repeat it', () => {
    const error = refusal("Name eq 'secret' bad bad")
    expect(error.position).toBe(17)
    expect(error.message).not.toContain('secret')
  })

  it.each(['', ' ', 'Price add 1', "'x'", "a eq 1 and 'x'", 'not 5', 'length(Name)'])(
    'takes %j for no condition',
    (text) => {
      expect(() => parseFilter(text)).toThrow(ODataSyntaxError)
    },
  )

  it('takes a property alone for a condition: it may be Boolean', () => {
    expect(parseFilter('Completed')).toEqual({ kind: 'path', segments: [{ kind: 'name', name: 'Completed' }] })
  })

  it('does not exhaust the stack on hostile nesting', () => {
    expect(() => parseFilter(`${'('.repeat(100_000)}a eq 1`)).toThrow(ODataSyntaxError)
    expect(() => parseFilter(`${'not '.repeat(100_000)}a`)).toThrow(ODataSyntaxError)
    expect(() => parseFilter(`a eq ${'['.repeat(100_000)}`)).toThrow(ODataSyntaxError)
  })

  it('reads and prints chains of 20 000 conditions', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `(ID eq ${index})`).join(' or ')
    expect(printFilter(parseFilter(text))).toBe(text)
  })

  it('takes names of built-in members of objects for names', () => {
    expect(printFilter(parseFilter("constructor eq '__proto__' and toString/__proto__ eq 1"))).toBe(
      "(constructor eq '__proto__') and (toString/__proto__ eq 1)",
    )
    expect(() => parseFilter('constructor(Name)', { version: '3.0' })).toThrow(ODataSyntaxError)
  })
})
