import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formBody } from '../../src/codec/form.ts'
import { parseForm } from '../../src/codec/parseForm.ts'
import { parsePhpForm } from '../../src/codec/parsePhpForm.ts'
import { InputError } from '../../src/errors/index.ts'

const hostileKeys = ['__proto__', 'constructor', 'prototype']
const text = fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed())
const isHostile = (key: string) => hostileKeys.includes(key)

function polluted(): unknown {
  return ({} as Record<string, unknown>).polluted
}

describe('parseForm', () => {
  it('gives back what formBody wrote, for any names and values', () => {
    const fields = fc.dictionary(
      text.filter((key) => !isHostile(key)),
      text,
    )
    fc.assert(
      fc.property(fields, (flat) => {
        expect({ ...parseForm(formBody(flat).make() as string) }).toEqual({ ...flat })
      }),
    )
  })

  it('reads plus as a space, the last of equal names, names without a value, and keeps a broken percent', () => {
    expect({ ...parseForm('a=1+2&b&a=x%20y&&c==&%D1%96=%&=e&d=%ff') }).toEqual({
      a: 'x y',
      b: '',
      c: '=',
      і: '%',
      '': 'e',
      d: '%ff',
    })
    expect({ ...parseForm('') }).toEqual({})
  })

  it('drops names that reach a prototype', () => {
    const form = parseForm('__proto__=1&constructor=2&prototype=3&toString=4')
    expect(Object.entries(form)).toEqual([['toString', '4']])
    expect(Object.getPrototypeOf(form)).toBeNull()
  })

  it('refuses too many fields', () => {
    expect(() => parseForm('a&'.repeat(1001))).toThrow(InputError)
    expect(() => parseForm('a=1&b=2', { maxFields: 1 })).toThrow(InputError)
    expect(() => parseForm(`${'&'.repeat(100_000)}a=1`)).not.toThrow()
  })
})

describe('parsePhpForm', () => {
  it('reads brackets as PHP does', () => {
    expect(
      parsePhpForm('a[b][c]=1&a[b][d]=2&l[]=x&l[]=y&m[1]=b&m[0]=a&n[5]=x&n[]=y&f=1&r[0][id]=1&r[0][v]=2&r[1][id]=3'),
    ).toEqual({
      a: { b: { c: '1', d: '2' } },
      l: ['x', 'y'],
      m: { '0': 'a', '1': 'b' },
      n: { '5': 'x', '6': 'y' },
      f: '1',
      r: [{ id: '1', v: '2' }, { id: '3' }],
    })
  })

  it('reads odd names without failing', () => {
    expect(parsePhpForm('a[=1&[b]=2&c[d]e=3&f]=4&g[h=5&[]=6&i[j][k=7')).toEqual({
      'a[': '1',
      '[b]': '2',
      c: { d: '3' },
      'f]': '4',
      'g[h': '5',
      '[]': '6',
      i: { j: '7' },
    })
  })

  it('lets the last of conflicting fields win', () => {
    expect(parsePhpForm('a=1&a[b]=2&c[d]=3&c=4')).toEqual({ a: { b: '2' }, c: '4' })
  })

  it.each(hostileKeys)('drops a field with %s in its name, wherever it is', (key) => {
    const form = parsePhpForm(
      `${key}[polluted]=1&a[${key}][polluted]=1&a[b][${key}]=1&a[ok]=2&${encodeURIComponent(`x[${key}]`)}=1`,
    )
    expect(form).toEqual({ a: { ok: '2' } })
    expect(polluted()).toBeUndefined()
  })

  it('never pollutes, whatever the names are', () => {
    const part = fc.oneof(fc.constantFrom(...hostileKeys, 'polluted', '', '0', ']', '['), fc.string({ maxLength: 3 }))
    const name = fc
      .tuple(part, fc.array(part, { maxLength: 4 }))
      .map(([base, rest]) => base + rest.map((p) => `[${p}]`).join(''))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (fields) => {
        const form = parsePhpForm(fields.map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`).join('&'))
        Object.assign({}, form)
        structuredClone(JSON.parse(JSON.stringify(form)))
        expect(polluted()).toBeUndefined()
        expect(JSON.stringify(form)).not.toContain('"__proto__":')
      }),
    )
  })

  it('bounds fields, depth and the cost of a huge index', () => {
    expect(() => parsePhpForm(`a${'[b]'.repeat(17)}=1`)).toThrow(InputError)
    expect(() => parsePhpForm(`a${'[b]'.repeat(16)}=1`)).not.toThrow()
    expect(() => parsePhpForm('a[]=1&'.repeat(1001))).toThrow(InputError)
    expect(parsePhpForm('a[999999999999]=1&a[]=2')).toEqual({ a: { '999999999999': '1', '1000000000000': '2' } })
  })

  const key = fc
    .oneof(fc.constantFrom('a', 'b c', 'ключ', 'x.y', '1a', '-1', '01'), text)
    .filter((k) => k !== '' && !/[[\]]/.test(k) && !isHostile(k) && !/^\d+$/.test(k))
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    ),
  }))

  it('gives back what formBody wrote, for any nesting', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true, maxKeys: 4 }), (fields) => {
        expect(parsePhpForm(formBody(fields).make() as string)).toEqual(fields)
      }),
    )
  })
})

describe('formBody', () => {
  it('knows its content type and may be sent again', () => {
    const body = formBody({
      method: 'crm.deal.add',
      fields: { TITLE: 'Угода №1', PHONE: [{ VALUE: '+380', VALUE_TYPE: 'WORK' }] },
    })
    expect(body).toMatchObject({ contentType: 'application/x-www-form-urlencoded', replayable: true })
    expect(body.make()).toBe(
      'method=crm.deal.add&fields%5BTITLE%5D=%D0%A3%D0%B3%D0%BE%D0%B4%D0%B0%20%E2%84%961&fields%5BPHONE%5D%5B0%5D%5BVALUE%5D=%2B380' +
        '&fields%5BPHONE%5D%5B0%5D%5BVALUE_TYPE%5D=WORK',
    )
  })
})
