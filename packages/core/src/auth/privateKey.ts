import { fromBase64 } from '../crypto/base64.ts'
import { ConfigError } from '../errors/ConfigError.ts'

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/

/** SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }, RFC 8017 appendix C. */
const RSA_ALGORITHM = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]

const CURE = 'Convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem'

/**
 * The PKCS #8 bytes of a private key in PEM. Line breaks may be written as `\n`, as environment variables have them.
 *
 * @throws ConfigError when it is no PEM, encrypted, or of another kind. The message never quotes it.
 */
export function privateKeyBytes(pem: string): Uint8Array<ArrayBuffer> {
  const match = PEM.exec(pem.replaceAll('\\n', '\n'))
  if (match === null) throw new ConfigError('The private key is not in PEM form (-----BEGIN PRIVATE KEY-----)')
  const [, label = '', text = ''] = match
  if (label === 'PRIVATE KEY') return decode(text)
  if (text.includes('ENCRYPTED') || label === 'ENCRYPTED PRIVATE KEY') {
    throw new ConfigError(`The private key is protected by a passphrase. ${CURE}`)
  }
  if (label === 'RSA PRIVATE KEY') return wrapRsa(decode(text))
  throw new ConfigError(`A private key in the form "${label}" cannot be read. ${CURE}`)
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(text, { tolerant: true })
  } catch {
    throw new ConfigError('The private key is damaged: its PEM text is not base64')
  }
}

/** PKCS #1 into PKCS #8 (RFC 5958 §2): WebCrypto reads only the latter. */
function wrapRsa(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = [0x02, 0x01, 0x00, ...RSA_ALGORITHM, 0x04, ...derLength(key.length), ...key]
  return new Uint8Array([0x30, ...derLength(content.length), ...content])
}

function derLength(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}
