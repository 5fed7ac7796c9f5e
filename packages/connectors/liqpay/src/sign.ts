import { ConfigError, constantTimeEqual, fromBase64, InputError, sha1, sha3_256, toBase64 } from '@bpmcentr/core'

/** SHA-1 goes with version 3 of the API, SHA3-256 with version 7. */
export type SignatureAlgorithm = 'sha1' | 'sha3-256'

/** What goes over the wire in both directions. */
export interface Envelope {
  /** Base64 of the UTF-8 bytes of the JSON of all parameters. Not encrypted: whoever sees it can read it. */
  readonly data: string
  readonly signature: string
}

/** The algorithm that belongs to a version of the API. */
export function algorithmOf(version: number | string): SignatureAlgorithm {
  return Number(version) >= 7 ? 'sha3-256' : 'sha1'
}

/**
 * The signature of a `data` string exactly as it is: base64 of the raw digest of `privateKey + data + privateKey`.
 * Source: https://www.liqpay.ua/documentation/en/data_signature
 * @throws ConfigError when the private key is empty, since everybody could compute that signature
 */
export function signData(data: string, privateKey: string, algorithm: SignatureAlgorithm): string {
  if (privateKey === '') throw new ConfigError('The private key of LiqPay is empty')
  const message = privateKey + data + privateKey
  return toBase64(algorithm === 'sha1' ? sha1(message) : sha3_256(message))
}

/** Encodes and signs parameters, in the order given: LiqPay does not care about it. */
export function seal(
  params: Readonly<Record<string, unknown>>,
  privateKey: string,
  algorithm: SignatureAlgorithm,
): Envelope {
  const data = toBase64(JSON.stringify(params))
  return { data, signature: signData(data, privateKey, algorithm) }
}

/**
 * Whether `signature` belongs to exactly this `data` under one of the algorithms. In constant time; false, never an
 * error, for a signature that is malformed or of another length.
 */
export function isSignatureValid(
  { data, signature }: Envelope,
  privateKey: string,
  algorithms: readonly SignatureAlgorithm[],
): boolean {
  let valid = false
  for (const algorithm of algorithms) {
    // All are tried, so that the time taken does not tell which one matched.
    if (constantTimeEqual(signature, signData(data, privateKey, algorithm))) valid = true
  }
  return valid
}

/**
 * The parameters inside a `data` string.
 * @throws InputError when it is not base64 of a JSON object in UTF-8
 */
export function openData(data: string): Record<string, unknown> {
  let parsed: unknown
  try {
    const bytes = fromBase64(data, { tolerant: true })
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The reason is dropped: a parser's message quotes the text, which may hold a card.
    throw new InputError('LiqPay data is not base64 of JSON in UTF-8')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError('LiqPay data does not hold a JSON object')
  }
  return parsed as Record<string, unknown>
}
