import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactValue } from '../../src/redact/copy.ts'
import { createRedactor } from '../../src/redact/redactor.ts'
import { encoders } from './encoders.ts'

/** Of 8 characters and more, of any script, without those that are a part of the mark put in their place. */
const secrets = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'binary-ascii', minLength: 8, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('\\', '%', '&', '"', '/', '+', ' ', '2', '5', 'u', ';'),
      minLength: 8,
      maxLength: 24,
    }),
    fc.stringMatching(/^[A-Za-z0-9_\-+/=]{8,64}$/),
  )
  .filter((text) => text.length >= 8 && text.isWellFormed() && !'[redacted][redacted]'.includes(text))

const around = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', ' ', '&', '=', '"', '\n', 'ї', '/', '.'),
  maxLength: 12,
})

describe('a known secret never gets through a text', () => {
  for (const [name, encode] of Object.entries(encoders)) {
    test(`written as ${name}`, () => {
      fc.assert(
        fc.property(secrets, around, around, (secret, before, after) => {
          const redactor = createRedactor()
          redactor.add(secret)
          const shown = redactor.text(`${before} ${encode(secret)} ${after}`)
          expect(shown).not.toContain(encode(secret))
          expect(shown).not.toContain(secret)
          expect(shown).toContain('[redacted]')
        }),
        { numRuns: 150 },
      )
    })
  }

  test('inside a longer base64 text, wherever it begins there, and whatever stands beside it', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        fc.boolean(),
        (secret, before, after, url) => {
          const redactor = createRedactor()
          redactor.add(secret)
          const bytes = Buffer.concat([before, Buffer.from(secret), after])
          const shown = redactor.text(`data ${bytes.toString(url ? 'base64url' : 'base64')}`)
          for (const run of shown.match(/[\w+/-]+/g) ?? []) {
            expect(Buffer.from(run, 'base64').includes(Buffer.from(secret))).toBe(false)
          }
          expect(shown).toBe('data [redacted]')
        },
      ),
      { numRuns: 300 },
    )
  })

  test('when several secrets overlap, nothing of the longer one stays', () => {
    fc.assert(
      fc.property(secrets, fc.nat(), fc.nat(), (secret, a, b) => {
        const from = a % (secret.length - 3)
        const part = secret.slice(from, from + 4 + (b % (secret.length - from - 3)))
        fc.pre(part.isWellFormed() && part.trim() !== '')
        const redactor = createRedactor()
        redactor.add(part)
        redactor.add(secret)
        expect(redactor.text(`<${secret}>`).replaceAll('[redacted]', '')).toBe('<>')
      }),
    )
  })

  test('as util.inspect prints it', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const redactor = createRedactor()
        redactor.add(secret)
        const printed = inspect({ a: secret }, { breakLength: Number.POSITIVE_INFINITY })
        expect(redactor.text(printed)).not.toContain(printed.slice(6, -3))
      }),
    )
  })
})

const anything = (secret: string) =>
  fc.letrec((tie) => ({
    leaf: fc.oneof(fc.constant(secret), fc.string(), fc.integer(), fc.constant(null), fc.constant(undefined), around),
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      around.map((text) => `${text}${secret}${text}`),
      fc.constantFrom(...Object.values(encoders)).map((encode) => encode(secret)),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constant(secret)), tie('node'), { maxKeys: 4 }),
      fc
        .array(fc.tuple(fc.oneof(fc.string(), fc.constant(secret)), tie('node')), { maxLength: 3 })
        .map((pairs) => new Map(pairs)),
      fc.array(tie('node'), { maxLength: 3 }).map((items) => new Set(items)),
      fc.string().map((text) => new Error(`${text}${secret}`, { cause: { secret } })),
      fc.constant(new URLSearchParams({ q: secret })),
    ),
  })).node

test('a known secret never gets through a value, in any place of any structure', () => {
  fc.assert(
    fc.property(
      secrets.chain((secret) => fc.tuple(fc.constant(secret), anything(secret))),
      ([secret, value]) => {
        const redactor = createRedactor()
        redactor.add(secret)
        const shown = redactValue(redactor, { value })
        const found: string[] = []
        const look = (part: unknown) => {
          if (typeof part === 'string') found.push(part)
          else if (typeof part === 'object' && part !== null)
            for (const entry of Object.entries(part)) entry.forEach(look)
        }
        look(shown)
        for (const text of found) {
          for (const encode of Object.values(encoders)) expect(text).not.toContain(encode(secret))
        }
      },
    ),
    { numRuns: 500 },
  )
})
