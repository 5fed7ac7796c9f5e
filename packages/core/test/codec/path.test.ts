import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { path } from '../../src/codec/path.ts'
import { InputError } from '../../src/errors/index.ts'

function refusal(make: () => unknown): InputError {
  try {
    make()
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return error as InputError
  }
  throw new Error('was accepted')
}

const segment = fc
  .string({ unit: 'binary' })
  .filter((s) => s !== '' && s.isWellFormed() && !/^(?:\.|%2e){1,2}$/i.test(s))

describe('path', () => {
  it('writes a path from a template', () => {
    expect(path`order`).toBe('order')
    expect(path`order/${22}/payment/${'a b/c'}`).toBe('order/22/payment/a%20b%2Fc')
    expect(path`Orders(${123n})/Items('${"O'Neil"}')`).toBe("Orders(123)/Items('O%27Neil')")
    expect(path`${0}/${-1}/${1.5}`).toBe('0/-1/1.5')
  })

  it('makes exactly one segment of any value, and gives it back after decoding', () => {
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        const url = new URL(path`x/${a}/y/${b}`, 'https://api.test/v1/')
        expect(url.search + url.hash).toBe('')
        expect(url.origin).toBe('https://api.test')
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'v1', 'x', a, 'y', b])
      }),
    )
  })

  it.each([
    '',
    '.',
    '..',
    '%2e',
    '%2E%2e',
    '.%2E',
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    {},
    [],
    ['a'],
    true,
    '\ud800',
  ])('refuses %j and names its position', (bad) => {
    const error = refusal(() => path`order/${1}/item/${bad as string}/x`)
    expect(error.code).toBe('input')
    expect(error.message).toMatch(/^Path "order\/\{1\}\/item\/\{2\}\/x": value \{2\} /)
    expect(error.issues).toEqual([{ path: ['path', 1], message: expect.any(String) }])
  })

  it('takes dots that are part of a name', () => {
    expect(path`files/${'...'}/${'.env'}/${'a..b'}`).toBe('files/.../.env/a..b')
  })
})
