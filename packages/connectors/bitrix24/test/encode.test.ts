import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../src/batch/encode.ts'
import { ref } from '../src/batch/ref.ts'
import { paramsOf } from '../src/testing/batch.ts'

const NONE = { result: {}, next: {}, total: {}, time: {}, error: {} }

/** What PHP makes of a command's query. */
function decoded(method: string, params: object): unknown {
  const { text } = encodeCommand(method, params)
  return paramsOf(text.split('?')[1] ?? '', NONE)
}

/** What a value is meant to arrive as: text, lists and maps of it. */
function meant(value: unknown, top = false): unknown {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'Y' : 'N'
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).filter(([, each]) => !(top && isEmpty(each)))
  if (entries.length === 0) return top ? {} : ''
  if (Array.isArray(value) && !top) return value.map((each) => meant(each))
  const map = Object.fromEntries(entries.map(([key, each]) => [key, meant(each)]))
  // PHP cannot tell a map with the keys 0, 1, 2 … from a list.
  const isList = !top && entries.every(([key], index) => key === String(index))
  return isList ? Object.values(map) : map
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

const name = fc
  .stringMatching(/^[!=<>@%]{0,2}[A-Za-z][A-Za-z0-9_]{0,8}$/)
  .filter((key) => !/^(?:__proto__|constructor|prototype)$/.test(key) && !/uf/i.test(key))
const text = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((value) => value.isWellFormed() && !/\$\w+\[/.test(value))
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

describe('a command of a batch', () => {
  it('arrives at PHP as it was meant, whatever its values hold', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }), (params) => {
        expect(JSON.parse(JSON.stringify(decoded('crm.item.add', params)))).toEqual(
          JSON.parse(JSON.stringify(meant(params, true))),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('is written as PHP reads it', () => {
    const { text } = encodeCommand('crm.item.add', {
      entityTypeId: 2,
      fields: { title: 'A&B #1 + 50%', contactIds: [4, 5] },
    })
    expect(text).toBe(
      'crm.item.add?entityTypeId=2&fields%5Btitle%5D=A%26B%20%231%20%2B%2050%25&fields%5BcontactIds%5D%5B0%5D=4&fields%5BcontactIds%5D%5B1%5D=5',
    )
  })

  it('writes flags as letters, and as digits in fields of the portal', () => {
    expect(decoded('m', { filter: { opened: true, '=ufCrm_1': true, '!ufCrm_2': false } })).toEqual({
      filter: { opened: 'Y', '=ufCrm_1': '1', '!ufCrm_2': '0' },
    })
  })

  it('has to go by itself when its own text would be taken for a reference', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('$result[', '$RESULT[', '$next[', '$Total[', '$time[', '$error['),
        text,
        text,
        fc.boolean(),
        (token, before, after, inKey) => {
          const words = `${before}${token}${after}`
          const { alone } = encodeCommand('m', inKey ? { fields: { [words]: 1 } } : { fields: { title: words } })
          expect(alone).toBe(true)
        },
      ),
    )
  })

  it('lets references through, and only those', () => {
    const encoded = encodeCommand('m', { id: ref('find', 0, 'ID') })
    expect(encoded).toMatchObject({ refers: true, alone: false })
    expect(paramsOf(encoded.text.split('?')[1] ?? '', { ...NONE, result: { find: [{ ID: '17' }] } })).toEqual({
      id: '17',
    })
    expect(() => ref('a b')).toThrow('named with letters')
    expect(() => ref('a', 'x y')).toThrow('step')
    expect(() => ref('a', ']')).toThrow('step')
  })

  it('refuses what has no form', () => {
    expect(() => encodeCommand('m', { a: Number.NaN })).toThrow('finite')
    expect(() => encodeCommand('m', { a: () => 1 })).toThrow('cannot be sent')
    expect(() => encodeCommand('m', { a: new Date(Number.NaN) })).toThrow('cannot be sent')
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(() => encodeCommand('m', { loop })).toThrow('nested deeper')
  })

  it('has to go by itself when PHP would cut it off', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`f${index}`, index]))
    expect(encodeCommand('m', { fields: many }).alone).toBe(true)
  })
})
