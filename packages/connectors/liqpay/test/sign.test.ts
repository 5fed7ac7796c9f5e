import { createHash } from 'node:crypto'
import { ConfigError, fromBase64, InputError, sha3_256, toBase64, verifyEvent } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  algorithmOf,
  type CheckoutInput,
  isSignatureValid,
  liqpay,
  openData,
  type SignatureAlgorithm,
  seal,
  signData,
} from '../src/index.ts'
import { vectors, vectorsOf } from './vectors.ts'

/** Another implementation, by another library. */
function nodeSignature(data: string, key: string, algorithm: SignatureAlgorithm): string {
  return createHash(algorithm).update(`${key}${data}${key}`, 'utf8').digest('base64')
}

describe('known answers', () => {
  test('all of them are run below', () => {
    expect(vectors).toHaveLength(31)
    const run = ['envelope', 'signGivenData', 'checkoutUrl', 'verifyCallback', 'sha3-256'] as const
    expect(run.flatMap((operation) => vectorsOf(operation))).toHaveLength(31)
  })

  test.each(vectorsOf('envelope'))('%s: parameters become exactly this data and signature', (_id, vector) => {
    const { privateKey, params, algorithm } = vector.inputs
    expect(algorithmOf(params.version as number)).toBe(algorithm)
    const envelope = seal(params, privateKey, algorithmOf(params.version as number))
    expect(envelope).toEqual({ data: vector.expected.data, signature: vector.expected.signature })
    const form = `data=${encodeURIComponent(envelope.data)}&signature=${encodeURIComponent(envelope.signature)}`
    expect(form).toBe(vector.expected.formBody)
    expect(openData(envelope.data)).toEqual(JSON.parse(vector.expected.json))
  })

  test.each(vectorsOf('signGivenData'))('%s: a data string is signed as it is', (_id, { inputs, expected }) => {
    expect(signData(inputs.data, inputs.privateKey, inputs.algorithm)).toBe(expected.signature)
    if (expected.payload !== undefined) expect(openData(inputs.data)).toEqual(expected.payload)
  })

  test.each(vectorsOf('checkoutUrl'))('%s: a link and a form for the buyer', (_id, { inputs, expected }) => {
    const {
      version,
      public_key: publicKey,
      ...params
    } = inputs.params as unknown as {
      version: 3 | 7
      public_key: string
    } & CheckoutInput
    const { checkout } = liqpay({ publicKey, privateKey: inputs.privateKey, version })
    expect(checkout.link(params)).toBe(expected.url)
    expect(checkout.fields(params)).toEqual({ action: expected.form.action, ...expected.form.fields })
  })

  test.each(vectorsOf('verifyCallback'))('%s: a callback is accepted or refused', async (_id, { inputs, expected }) => {
    const { privateKey, rawBody: body, algorithm } = inputs
    const secrets = { publicKey: 'sandbox_i31415926535', privateKey, algorithms: [algorithm] }
    const opened = verifyEvent(liqpay.webhooks, { body, headers: {} }, { secrets })
    if (expected.valid) expect((await opened).events[0]?.data).toEqual(expected.payload)
    else await expect(opened).rejects.toMatchObject({ name: 'WebhookVerificationError', reason: 'signature' })
  })

  test.each(vectorsOf('sha3-256'))('%s: the digest that WebCrypto lacks', (_id, { inputs, expected }) => {
    expect(toBase64(sha3_256(inputs.utf8))).toBe(expected.base64)
  })
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'Замовлення №42 — «Кава»',
    'Об\'єкт "їжа" \\ / </script>',
    '😀👩‍👩‍👧‍👦',
    '\u2028\u0000\t\r\n',
    'ґ'.repeat(200),
  ),
)
const params = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('items', 'назва', 'a"b'), tie('value')),
    ),
  })).value,
)
const key = fc.string({ minLength: 1, unit: 'grapheme' }).filter((value) => value.trim() !== '')
const algorithm = fc.constantFrom<SignatureAlgorithm>('sha1', 'sha3-256')

describe('any parameters', () => {
  test('are decoded and verified by an independent implementation', () => {
    fc.assert(
      fc.property(params, key, algorithm, (given, privateKey, hash) => {
        const { data, signature } = seal(given, privateKey, hash)
        expect(data).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
        const decoded = JSON.parse(Buffer.from(data, 'base64').toString('utf8'))
        expect(decoded).toEqual(JSON.parse(JSON.stringify(given)))
        expect(signature).toBe(nodeSignature(data, privateKey, hash))
        expect(signature).toHaveLength(hash === 'sha1' ? 28 : 44)
        expect(isSignatureValid({ data, signature }, privateKey, [hash])).toBe(true)
      }),
    )
  })

  test('signed by an independent implementation are read here', async () => {
    await fc.assert(
      fc.asyncProperty(params, key, algorithm, async (given, privateKey, hash) => {
        const payment = JSON.parse(JSON.stringify({ status: 'success', public_key: 'i1', given }))
        const data = Buffer.from(JSON.stringify(payment), 'utf8').toString('base64')
        const body = new URLSearchParams({ data, signature: nodeSignature(data, privateKey, hash) }).toString()
        const secrets = { publicKey: 'i1', privateKey, algorithms: [hash] }
        const { events } = await verifyEvent(liqpay.webhooks, { body, headers: {} }, { secrets })
        expect(events[0]?.data).toEqual(payment)
      }),
    )
  })

  test('with one byte changed are refused', () => {
    fc.assert(
      fc.property(params, key, algorithm, fc.nat(), (given, privateKey, hash, at) => {
        const { data, signature } = seal(given, privateKey, hash)
        const index = at % data.length
        const changed = data.slice(0, index) + (data[index] === 'A' ? 'B' : 'A') + data.slice(index + 1)
        expect(isSignatureValid({ data: changed, signature }, privateKey, [hash])).toBe(false)
        expect(isSignatureValid({ data, signature }, `${privateKey}x`, [hash])).toBe(false)
      }),
    )
  })
})

describe('signatures', () => {
  test.each(['', 'x', '=', '😀', 'A'.repeat(28), 'A'.repeat(44), 'A'.repeat(100_000), '\u0000'])(
    'that are malformed are refused without an error (%#)',
    (signature) => {
      expect(isSignatureValid({ data: 'e30=', signature }, 'key', ['sha1', 'sha3-256'])).toBe(false)
    },
  )

  test('of either algorithm are accepted where both are', () => {
    for (const hash of ['sha1', 'sha3-256'] as const) {
      const envelope = seal({ status: 'success' }, 'key', hash)
      expect(isSignatureValid(envelope, 'key', ['sha1', 'sha3-256'])).toBe(true)
    }
  })

  test('of SHA-1 are refused where SHA3-256 is expected', () => {
    expect(isSignatureValid(seal({}, 'key', 'sha1'), 'key', ['sha3-256'])).toBe(false)
  })

  test('cannot be made or checked with an empty key', () => {
    expect(() => signData('e30=', '', 'sha1')).toThrow(ConfigError)
    const forged = { data: 'e30=', signature: nodeSignature('e30=', '', 'sha1') }
    expect(() => isSignatureValid(forged, '', ['sha1'])).toThrow(ConfigError)
  })
})

test.each(['', '%%%', 'bm90IGpzb24=', 'W10=', 'bnVsbA==', '"x"', Buffer.from([0xff, 0xfe]).toString('base64')])(
  'data that holds no JSON object is an InputError that does not quote it (%#)',
  (data) => {
    expect(() => openData(data)).toThrow(InputError)
  },
)

test('base64 is of UTF-8 bytes, without line breaks', () => {
  const { data } = seal({ description: 'Ґ'.repeat(500) }, 'key', 'sha1')
  expect(data).not.toMatch(/\s/)
  expect(new TextDecoder().decode(fromBase64(data))).toBe(JSON.stringify({ description: 'Ґ'.repeat(500) }))
})
