import { type FieldRule, phoneNumber, plainText, upsert } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyedLock } from '../../src/upsert/KeyedLock.ts'
import { memoryStore } from './memoryStore.ts'

const FIELDS = ['a', 'b', '__proto__', 'constructor', 'toString']
const value = fc.oneof(
  fc.constantFrom(null, undefined, '', 'x', 'y'),
  fc.string(),
  fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }),
)
const row = fc.array(fc.tuple(fc.constantFrom(...FIELDS), value)).map((entries) => Object.fromEntries(entries))
const rules = fc
  .array(fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom<FieldRule>('overwrite', 'fillEmpty', 'append', 'keep')))
  .map((entries) => Object.fromEntries(entries))

const empty = (stored: unknown) =>
  stored === undefined || stored === null || stored === '' || (Array.isArray(stored) && stored.length === 0)

describe('the rules of fields', () => {
  it('hold for any row, values and rules; a second run changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(row, row, rules, async (stored, values, fields) => {
        const { store, rows } = memoryStore([{ ...stored, key: '1' }])
        const before = Object.fromEntries(Object.entries(rows[0] ?? {}))
        const policy = { match: ['key'], onMatch: 'update', fields } as const
        const given = Object.fromEntries([...Object.entries(values), ['key', '1']])
        const first = await upsert(store, given, policy).catch((error: unknown) => error)
        if (first instanceof Error) {
          expect(first.message).toContain('append')
          return
        }
        for (const [field, next] of Object.entries(values)) {
          const was = Object.hasOwn(before, field) ? before[field] : undefined
          const is = rows[0] !== undefined && Object.hasOwn(rows[0], field) ? rows[0][field] : undefined
          const rule = Object.hasOwn(fields, field) ? fields[field] : 'overwrite'
          if (next === undefined || rule === 'keep') expect(is).toEqual(was)
          else if (rule === 'overwrite') expect(empty(next) ? empty(is) : is).toEqual(empty(next) ? true : next)
          else if (rule === 'fillEmpty') expect(is).toEqual(empty(was) && !empty(next) ? next : was)
          else if (Array.isArray(was) && was.length > 0) expect(is).toEqual(expect.arrayContaining(was))
          else if (!empty(was)) expect(String(is)).toContain(String(was))
        }
        expect(await upsert(store, given, policy)).toMatchObject({ outcome: 'skipped', changed: [] })
      }),
    )
  })
})

describe('a phone number', () => {
  const ukraine = phoneNumber({ code: '380', trunk: '0', length: 9 })

  it('is the same however it is punctuated', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{8}$/),
        fc.array(fc.constantFrom(' ', '-', '(', ')', '.', ''), { minLength: 9, maxLength: 9 }),
        fc.constantFrom('+380', '380', '0', '', '00380', '+380 '),
        (number, marks, prefix) => {
          const written = prefix + [...number].map((digit, index) => digit + (marks[index] ?? '')).join('')
          expect(ukraine(written)).toBe(`380${number}`)
        },
      ),
    )
  })

  it('loses its extension and keeps a foreign code', () => {
    expect(phoneNumber()('+7 (916) 123-45-67 доб. 12')).toBe('79161234567')
    expect(ukraine('+48 22 123 45 67 ext 5')).toBe('48221234567')
    expect(ukraine('nothing')).toBeUndefined()
    expect(plainText({})).toBeUndefined()
  })
})

describe('the lock', () => {
  it('never lets two hold a key, never deadlocks, and forgets keys that nobody wants', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), { maxLength: 20 }),
        async (jobs) => {
          const lock = new KeyedLock()
          const held = new Set<string>()
          const order: string[] = []
          await Promise.all(
            jobs.map((keys, index) =>
              lock.run(keys, async () => {
                for (const key of keys) expect(held.has(key)).toBe(false)
                for (const key of keys) held.add(key)
                await Promise.resolve()
                for (const key of keys) held.delete(key)
                order.push(...keys.map((key) => `${key}${index}`))
              }),
            ),
          )
          for (const key of 'abcd') {
            const turns = order.filter((entry) => entry.startsWith(key)).map((entry) => Number(entry.slice(1)))
            expect(turns).toEqual([...turns].sort((left, right) => left - right))
          }
          await new Promise((resolve) => setImmediate(resolve))
          expect(lock.size).toBe(0)
        },
      ),
    )
  })
})
