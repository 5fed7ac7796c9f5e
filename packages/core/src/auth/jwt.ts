import { base64url } from '../crypto/base64.ts'
import { toBytes } from '../crypto/bytes.ts'
import { ConfigError } from '../errors/ConfigError.ts'
import { reveal, type Secret } from '../secret.ts'
import { privateKeyBytes } from './privateKey.ts'

export type JwtAlgorithm = 'RS256' | 'ES256' | 'HS256'

export interface JwtInput {
  readonly alg: JwtAlgorithm
  /** HS256: the shared secret. RS256 and ES256: the private key in PEM (PKCS #8; for RSA also PKCS #1). */
  readonly key: string | Secret
  readonly claims: Readonly<Record<string, unknown>>
  /** More header fields, such as `kid`. `alg` and `typ` are set. */
  readonly header?: Readonly<Record<string, unknown>> | undefined
}

/** A JWT bearer assertion (RFC 7523 §3): `iat` and `exp` are added. */
export interface JwtAssertion {
  readonly alg: JwtAlgorithm
  readonly key: string | Secret
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  /** Milliseconds of validity. Default one hour, the most that vendors commonly take. */
  readonly lifetime?: number | undefined
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  readonly header?: Readonly<Record<string, unknown>> | undefined
}

const ALGORITHMS = {
  RS256: { import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, sign: { name: 'RSASSA-PKCS1-v1_5' } },
  ES256: { import: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  HS256: { import: { name: 'HMAC', hash: 'SHA-256' }, sign: { name: 'HMAC' } },
} as const

/**
 * Signs a JWT (RFC 7515 compact form).
 *
 * @throws ConfigError when the key is empty or cannot be read.
 */
export async function signJwt(input: JwtInput): Promise<string> {
  const algorithm = Object.hasOwn(ALGORITHMS, input.alg) ? ALGORITHMS[input.alg] : undefined
  if (algorithm === undefined) throw new ConfigError('The JWT algorithm must be RS256, ES256 or HS256')
  const header = { alg: input.alg, typ: 'JWT', ...without(input.header, 'alg', 'typ') }
  const content = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(input.claims))}`
  const key = await importKey(input, algorithm.import)
  const signature = await crypto.subtle.sign(algorithm.sign, key, new TextEncoder().encode(content))
  return `${content}.${base64url(new Uint8Array(signature))}`
}

/** The signed assertion as of `now`, in epoch milliseconds. */
export function signAssertion(assertion: JwtAssertion, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1_000)
  return signJwt({
    alg: assertion.alg,
    key: assertion.key,
    header: assertion.header,
    claims: {
      iss: assertion.issuer,
      sub: assertion.subject,
      aud: assertion.audience,
      iat: issuedAt,
      exp: issuedAt + Math.floor((assertion.lifetime ?? 3_600_000) / 1_000),
      ...assertion.claims,
    },
  })
}

async function importKey(input: JwtInput, algorithm: HmacImportParams | RsaHashedImportParams | EcKeyImportParams) {
  const text = reveal(input.key)
  if (text === '') throw new ConfigError('The JWT key is empty')
  if (input.alg === 'HS256') {
    return crypto.subtle.importKey('raw', new Uint8Array(toBytes(text)), algorithm, false, ['sign'])
  }
  const der = privateKeyBytes(text)
  try {
    return await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  } catch {
    // The platform's error may quote the key, so it is not kept as the cause.
    throw new ConfigError(`The private key does not fit ${input.alg}, or is damaged`)
  }
}

function without(fields: Readonly<Record<string, unknown>> | undefined, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => !names.includes(name)))
}
