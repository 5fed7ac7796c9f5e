import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hmacMd5, hmacSha1, hmacSha256, md5, sha1, sha3_256, sha256, toHex } from '../../src/crypto/index.ts'

const fill = (byte: number, length: number) => new Uint8Array(length).fill(byte)
const KEY_TRUNCATION = 'Test Using Larger Than Block-Size Key - Hash Key First'

/** https://www.rfc-editor.org/rfc/rfc4231#section-4 */
const RFC_4231 = [
  {
    name: '1',
    key: fill(0x0b, 20),
    data: 'Hi There',
    mac: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    name: '2',
    key: 'Jefe',
    data: 'what do ya want for nothing?',
    mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    name: '3',
    key: fill(0xaa, 20),
    data: fill(0xdd, 50),
    mac: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  },
  {
    name: '6',
    key: fill(0xaa, 131),
    data: KEY_TRUNCATION,
    mac: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
]

/** https://www.rfc-editor.org/rfc/rfc2202#section-2 and #section-3 */
const RFC_2202_MD5 = [
  { name: '1', key: fill(0x0b, 16), data: 'Hi There', mac: '9294727a3638bb1c13f48ef8158bfc9d' },
  { name: '2', key: 'Jefe', data: 'what do ya want for nothing?', mac: '750c783e6ab0b503eaa86e310a5db738' },
  { name: '3', key: fill(0xaa, 16), data: fill(0xdd, 50), mac: '56be34521d144c88dbb8c733f0e8b3f6' },
  { name: '6', key: fill(0xaa, 80), data: KEY_TRUNCATION, mac: '6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd' },
]
const RFC_2202_SHA1 = [
  { name: '1', key: fill(0x0b, 20), data: 'Hi There', mac: 'b617318655057264e28bc0b6fb378c8ef146be00' },
  { name: '2', key: 'Jefe', data: 'what do ya want for nothing?', mac: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79' },
  { name: '3', key: fill(0xaa, 20), data: fill(0xdd, 50), mac: '125d7342b9ac11cd91a39af48aa17b4f63f175d3' },
  { name: '6', key: fill(0xaa, 80), data: KEY_TRUNCATION, mac: 'aa4ae5e15272d00e95705637ce8a3b55ed402112' },
]

describe('HMAC', () => {
  it.each(RFC_4231)('gives RFC 4231 test case $name for SHA-256', ({ key, data, mac }) => {
    expect(toHex(hmacSha256(key, data))).toBe(mac)
  })

  it.each(RFC_2202_MD5)('gives RFC 2202 test case $name for MD5', ({ key, data, mac }) => {
    expect(toHex(hmacMd5(key, data))).toBe(mac)
  })

  it.each(RFC_2202_SHA1)('gives RFC 2202 test case $name for SHA-1', ({ key, data, mac }) => {
    expect(toHex(hmacSha1(key, data))).toBe(mac)
  })

  it('agrees with OpenSSL on any key and message', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(bytes, fc.oneof(bytes, fc.string({ unit: 'grapheme' })), (key, data) => {
        const expected = (name: string) => createHmac(name, key).update(data).digest('hex')
        expect(toHex(hmacSha256(key, data))).toBe(expected('sha256'))
        expect(toHex(hmacSha1(key, data))).toBe(expected('sha1'))
        expect(toHex(hmacMd5(key, data))).toBe(expected('md5'))
      }),
    )
  })
})

describe('digests', () => {
  it('gives the published values for "abc"', () => {
    // RFC 1321 A.5, FIPS 180-4 and FIPS 202 examples.
    expect(toHex(md5('abc'))).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(toHex(sha1('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
    expect(toHex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(toHex(sha3_256('abc'))).toBe('3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532')
  })

  it('agrees with OpenSSL on any text, encoded as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (message) => {
        const expected = (name: string) => createHash(name).update(message).digest('hex')
        expect(toHex(md5(message))).toBe(expected('md5'))
        expect(toHex(sha1(message))).toBe(expected('sha1'))
        expect(toHex(sha256(message))).toBe(expected('sha256'))
        expect(toHex(sha3_256(message))).toBe(expected('sha3-256'))
      }),
    )
  })
})
