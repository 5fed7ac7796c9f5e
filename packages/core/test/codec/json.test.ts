import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { jsonBody, parseJson } from '../../src/codec/json.ts'
import { InputError, ResponseMismatchError } from '../../src/errors/index.ts'

const lossless = (text: string) => parseJson(text, { lossless: true })

describe('parseJson', () => {
  it('parses what JSON.parse parses', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('drops a byte order mark', () => {
    expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  it('makes an ordinary own property of __proto__', () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"__proto__":{"polluted":12345678901234567890}}']) {
      const value = lossless(text) as object
      expect(Object.keys(value)).toEqual(['__proto__'])
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect((value as Record<string, unknown>).polluted).toBeUndefined()
    }
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['{"secret":"abc', 'cut off'],
    ['{"a":1}}', 'character 7 of 8'],
    ['<html>secret</html>', 'HTML'],
    ['{"secret": secret}', 'in its 18 characters'],
  ])('says where %j breaks and does not quote it', (text, where) => {
    let error: unknown
    try {
      parseJson(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(ResponseMismatchError)
    expect(error).toMatchObject({ reason: 'malformed' })
    expect((error as Error).cause).toBeUndefined()
    expect((error as Error).message).toContain(where)
    expect((error as Error).message).not.toContain('secret')
  })
})

describe('parseJson, lossless', () => {
  it('keeps integers beyond 2^53 as strings and everything else as it was', () => {
    expect(
      lossless(
        '{"max":9007199254740991,"over":9007199254740993,"neg":-9223372036854775808,"list":[18446744073709551615,1],' +
          '"text":"12345678901234567890","esc":"a\\"12345678901234567890\\\\","dec":1.1234567890123456789,"exp":12345678901234567890e2,"0":-0}',
      ),
    ).toEqual({
      max: 9007199254740991,
      over: '9007199254740993',
      neg: '-9223372036854775808',
      list: ['18446744073709551615', 1],
      text: '12345678901234567890',
      esc: 'a"12345678901234567890\\',
      dec: Number('1.1234567890123456789'),
      exp: Number('12345678901234567890e2'),
      0: -0,
    })
    expect(lossless('12345678901234567890')).toBe('12345678901234567890')
    expect(parseJson('12345678901234567890')).toBe(12345678901234567000)
  })

  it.each([
    '{12345678901234567890:1}',
    '[012345678901234567890]',
    '[12345678901234567890',
    '[12345678901234567890 1]',
    '--12345678901234567890',
  ])('makes nothing valid of %s', (text) => {
    expect(() => lossless(text)).toThrow(ResponseMismatchError)
  })

  /** A document and what it must become, built side by side. */
  const leaf = fc.oneof(
    fc
      .bigInt({ min: -(2n ** 80n), max: 2n ** 80n })
      .map((n) => [n.toString(), Number.isSafeInteger(Number(n)) ? Number(n) : n.toString()] as const),
    fc
      .oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('"12345678901234567890', '\\', '\\"', ':12345678901234567890,'),
      )
      .map((s) => [JSON.stringify(s), s] as const),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Number.isInteger(n))
      .map((n) => [JSON.stringify(n), n] as const),
    fc.constantFrom(['true', true] as const, ['null', null] as const),
  )
  type Pair = readonly [string, unknown]
  const { tree } = fc.letrec<{ tree: Pair }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf as fc.Arbitrary<Pair>,
      fc
        .array(tie('tree'), { maxLength: 4 })
        .map((items): Pair => [`[ ${items.map(([t]) => t).join(' ,\n')} ]`, items.map(([, v]) => v)]),
      fc
        .uniqueArray(fc.tuple(fc.string(), tie('tree')), { selector: ([k]) => k, maxLength: 4 })
        .map(
          (fields): Pair => [
            `{${fields.map(([k, [t]]) => `${JSON.stringify(k)} : ${t}`).join(',')}}`,
            Object.fromEntries(fields.map(([k, [, v]]) => [k, v])),
          ],
        ),
    ),
  }))

  it('loses no digit in any document', () => {
    fc.assert(
      fc.property(tree, ([text, expected]) => {
        expect(lossless(text)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('takes time in proportion to the text', () => {
    const hostile = `["${'\\"'.repeat(500_000)}", 12345678901234567890, ${'1'.repeat(500_000)}]`
    const started = performance.now()
    expect((lossless(hostile) as unknown[])[1]).toBe('12345678901234567890')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('jsonBody', () => {
  it('is the same text for every attempt', () => {
    const body = jsonBody({ a: 'Олена', n: null, skip: undefined })
    expect(body).toMatchObject({ contentType: 'application/json', replayable: true })
    expect([body.make(), body.make()]).toEqual(['{"a":"Олена","n":null}', '{"a":"Олена","n":null}'])
  })

  it('writes bigints as integers', () => {
    expect(jsonBody({ id: 2n ** 64n, list: [1n] }).make()).toBe('{"id":18446744073709551616,"list":[1]}')
  })

  const { rawJSON } = JSON as unknown as { rawJSON: unknown }
  afterEach(() => {
    Object.assign(JSON, { rawJSON })
  })

  it('refuses a bigint that the platform cannot write, and writes the small ones', () => {
    Object.assign(JSON, { rawJSON: undefined })
    expect(jsonBody({ id: 5n }).make()).toBe('{"id":5}')
    expect(() => jsonBody({ id: 2n ** 64n })).toThrow(/"id" is a bigint/)
  })

  it.each([undefined, () => 1, Symbol('x')])('refuses %s', (bad) => {
    expect(() => jsonBody(bad)).toThrow(InputError)
  })

  it('refuses a cycle', () => {
    const cycle: Record<string, unknown> = { secret: 's3cret' }
    cycle.self = cycle
    expect(() => jsonBody(cycle)).toThrow(InputError)
    expect(() => jsonBody(cycle)).not.toThrow(/s3cret/)
  })
})
