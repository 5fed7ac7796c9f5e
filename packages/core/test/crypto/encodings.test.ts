import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64url, constantTimeEqual, fromBase64, fromHex, toBase64, toHex } from '../../src/crypto/index.ts'
import { InputError } from '../../src/errors/index.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

describe('base64', () => {
  it('writes what Node writes, and reads it back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'))
        expect(base64url(value)).toBe(Buffer.from(value).toString('base64url'))
        expect(fromBase64(toBase64(value))).toEqual(value)
        expect(fromBase64(base64url(value), { tolerant: true })).toEqual(value)
      }),
    )
  })

  it('encodes text as UTF-8', () => {
    expect(toBase64('Олена:пароль')).toBe(Buffer.from('Олена:пароль').toString('base64'))
  })

  it('encodes bytes beyond the argument limit of the engine', () => {
    const large = new Uint8Array(300_000).fill(7)
    expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'))
  })

  it.each(['YQ', 'YQ=', 'YQ== ', ' YQ==', 'YR==', 'Y Q==', '-_8=', 'Y===', 'YWI', '====', 'YQ==YQ==', 'ж'])(
    'refuses %j unless it is told to be tolerant',
    (text) => {
      expect(() => fromBase64(text)).toThrow(InputError)
    },
  )

  it('has one spelling for every value when strict', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/=]{0,12}$/), (text) => {
        let value: Uint8Array
        try {
          value = fromBase64(text)
        } catch {
          return
        }
        expect(toBase64(value)).toBe(text)
      }),
    )
  })

  it('takes line breaks, missing padding and the URL-safe alphabet when tolerant', () => {
    expect(toHex(fromBase64(' -_8\n', { tolerant: true }))).toBe('fbff')
    expect(() => fromBase64('a!b', { tolerant: true })).toThrow(InputError)
  })
})

describe('hex', () => {
  it('writes lower case and reads either', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        const text = toHex(value)
        expect(text).toBe(Buffer.from(value).toString('hex'))
        expect(fromHex(text.toUpperCase())).toEqual(value)
      }),
    )
  })

  it.each(['a', 'zz', '0x12', '1 2 '])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(InputError)
  })
})

describe('constantTimeEqual', () => {
  it('is equality of bytes, and text counts as UTF-8', () => {
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        expect(constantTimeEqual(left, left.slice())).toBe(true)
        expect(constantTimeEqual(left, right)).toBe(Buffer.compare(left, right) === 0)
      }),
    )
    expect(constantTimeEqual('ключ', new TextEncoder().encode('ключ'))).toBe(true)
  })

  it('tells apart values that differ in one bit or in length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), (value, at) => {
        const flipped = value.slice()
        const index = at % value.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << (at % 8))
        expect(constantTimeEqual(value, flipped)).toBe(false)
        expect(constantTimeEqual(value, value.subarray(1))).toBe(false)
      }),
    )
  })

  it('says no to a missing value instead of throwing', () => {
    expect(constantTimeEqual(null, 'a')).toBe(false)
    expect(constantTimeEqual('a', undefined)).toBe(false)
    expect(constantTimeEqual(undefined, undefined)).toBe(false)
    expect(constantTimeEqual(5 as never, 5 as never)).toBe(false)
  })
})
