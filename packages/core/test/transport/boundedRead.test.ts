import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { staysWithin } from '../../src/transport/boundedRead.ts'

describe('staysWithin', () => {
  it('trusts a plain length up to the cap', () => {
    expect(staysWithin(100, '100', null)).toBe(true)
    expect(staysWithin(100, '100', 'identity')).toBe(true)
    expect(staysWithin(100, '101', null)).toBe(false)
  })

  it.each([null, '', '-1', '1e2', ' 5', '5, 5', '9'.repeat(20)])('does not trust the length %j', (length) => {
    expect(staysWithin(100, length, null)).toBe(false)
  })

  it.each(['br', 'zstd', 'gzip, gzip', 'GZIP, br', 'unknown'])(
    'never trusts the length before %s is taken off',
    (encoding) => {
      expect(staysWithin(1e9, '1', encoding)).toBe(false)
    },
  )

  it('trusts a gzip only when the worst one of its length stays within the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 1, max: 3_000_000 }), (size, cap) => {
        const worst = gzipSync(Buffer.alloc(size), { level: 9 })
        if (staysWithin(cap, String(worst.length), 'gzip')) expect(size).toBeLessThanOrEqual(cap)
      }),
    )
    expect(staysWithin(1_000_000, '900', 'gzip')).toBe(true)
  })
})
