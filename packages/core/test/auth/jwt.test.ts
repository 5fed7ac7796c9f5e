import { createHmac, createPublicKey, createVerify, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { oauth2, signJwt } from '../../src/auth/index.ts'
import { ConfigError } from '../../src/errors/index.ts'
import { Secret } from '../../src/secret.ts'
import { FakeContext, unreachable, wire } from './fakeServer.ts'
import { tokenServer } from './tokenServer.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1') => key.export({ type, format: 'pem' }).toString()
const claims = { sub: '123', iat: 1_700_000_000, exp: 1_700_000_900 }

function parts(jwt: string) {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
  return {
    header: read(header),
    payload: read(payload),
    content: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

describe('signJwt', () => {
  it('gives a known HS256 token byte for byte', async () => {
    expect(await signJwt({ alg: 'HS256', key: new Secret('test_jwt_secret'), claims })).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjMiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDkwMH0.Jai0PvvDPXZ_YJTto2bHSiSL8P6ezCn8a5NrmeQ9sdo',
    )
  })

  it('signs HS256 as OpenSSL does, also claims beyond ASCII', async () => {
    const { content, signature, payload } = parts(
      await signJwt({ alg: 'HS256', key: 'ключ', claims: { name: 'Олена' } }),
    )
    expect(payload).toEqual({ name: 'Олена' })
    expect(signature).toEqual(createHmac('sha256', 'ключ').update(content).digest())
  })

  it.each(['pkcs8', 'pkcs1'] as const)('signs RS256 with a key in %s, which OpenSSL verifies', async (type) => {
    const jwt = await signJwt({
      alg: 'RS256',
      key: pem(rsa.privateKey, type),
      claims,
      header: { kid: 'k1', alg: 'none' },
    })
    const { header, content, signature } = parts(jwt)
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
    expect(createVerify('sha256').update(content).verify(createPublicKey(rsa.privateKey), signature)).toBe(true)
  })

  it('takes a key whose line breaks are written out, as environment variables have them', async () => {
    const key = pem(rsa.privateKey, 'pkcs8').replaceAll('\n', '\\n')
    const { content, signature } = parts(await signJwt({ alg: 'RS256', key, claims }))
    expect(createVerify('sha256').update(content).verify(rsa.publicKey, signature)).toBe(true)
  })

  it('signs ES256 in the form of JOSE, which OpenSSL verifies', async () => {
    const { content, signature } = parts(await signJwt({ alg: 'ES256', key: pem(ec.privateKey, 'pkcs8'), claims }))
    expect(signature).toHaveLength(64)
    expect(verify('sha256', Buffer.from(content), { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(
      true,
    )
  })

  it.each([
    ['an empty key', 'HS256', '', 'empty'],
    ['something that is no PEM', 'RS256', 'sk_live_123456', 'PEM'],
    ['a damaged key', 'RS256', '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----', 'damaged'],
    ['text that is not base64', 'RS256', '-----BEGIN PRIVATE KEY-----\nsk_live_*\n-----END PRIVATE KEY-----', 'base64'],
    ['an EC key in the old form', 'ES256', pem(ec.privateKey, 'sec1'), 'openssl pkcs8'],
    ['an RSA key for ES256', 'ES256', pem(rsa.privateKey, 'pkcs8'), 'ES256'],
    ['an unknown algorithm', 'none', 'x', 'RS256'],
    [
      'a key under a passphrase',
      'RS256',
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }).toString(),
      'passphrase',
    ],
  ])('refuses %s, says why and does not quote it', async (_, alg, key, why) => {
    const error: unknown = await signJwt({ alg: alg as 'RS256', key, claims }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(why)
    expect(String(error)).not.toContain('sk_live')
  })
})

describe('the JWT bearer flow', () => {
  const base = { flow: 'jwtBearer', tokenUrl: 'https://login.test/token', clientId: 'app' } as const
  const assertion = {
    alg: 'RS256',
    key: new Secret(pem(rsa.privateKey, 'pkcs1')),
    issuer: 'app',
    subject: 'user-1',
    audience: 'login.test',
    claims: { scope: 'signature' },
  } as const

  it('sends a signed assertion made at the time of the clock, and nothing of the client', async () => {
    const context = new FakeContext(tokenServer().answer)
    const call = wire()
    await oauth2({ ...base, assertion }).apply(call, context)
    const { assertion: jwt = '', ...rest } = context.form()
    expect(rest).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' })
    const issuedAt = Math.floor(context.clock.now() / 1_000)
    expect(parts(jwt).payload).toEqual({
      iss: 'app',
      sub: 'user-1',
      aud: 'login.test',
      iat: issuedAt,
      exp: issuedAt + 3_600,
      scope: 'signature',
    })
    expect(context.concealed).toContain(jwt)
    expect(call.headers.authorization).toBe('Bearer access-token-1')
  })

  it('makes a new assertion for every token', async () => {
    const context = new FakeContext(tokenServer({ rotates: false }).answer)
    const auth = oauth2({ ...base, assertion: (now) => `signed at ${now}` })
    await auth.apply(wire(), context)
    await context.clock.advance(3_600_000)
    await auth.apply(wire(), context)
    expect(context.form(0).assertion).not.toBe(context.form(1).assertion)
  })

  it('refuses an empty key at once', () => {
    expect(() => oauth2({ ...base, assertion: { ...assertion, key: '' } })).toThrow(ConfigError)
  })

  it('asks nobody with a key that cannot be read', async () => {
    const auth = oauth2({ ...base, assertion: { ...assertion, key: 'not a key' } })
    await expect(auth.apply(wire(), new FakeContext(unreachable))).rejects.toBeInstanceOf(ConfigError)
  })
})
