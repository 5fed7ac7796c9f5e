import { InputError } from '../errors/InputError.ts'
import { type BytesLike, toBytes } from './bytes.ts'

/** `fromCharCode` takes its bytes as arguments, and engines limit their number. */
const CHUNK = 8_192
const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/

/** Standard alphabet, padded (RFC 4648 §4). Text is encoded as UTF-8. */
export function toBase64(value: BytesLike): string {
  const bytes = toBytes(value)
  let binary = ''
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK))
  }
  return btoa(binary)
}

/** URL-safe alphabet without padding (RFC 4648 §5), as in JWT and PKCE. Text is encoded as UTF-8. */
export function base64url(value: BytesLike): string {
  return toBase64(value).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * Strict by default: standard alphabet, full padding, no spaces, no stray bits, so that one value has one spelling.
 * `tolerant` also takes the URL-safe alphabet, white space and missing padding.
 *
 * @throws InputError when the text is not base64.
 */
export function fromBase64(text: string, options: { readonly tolerant?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const source = options.tolerant === true ? normalise(text) : text
  if (options.tolerant !== true && !CANONICAL.test(source)) throw new InputError('Not base64')
  let binary: string
  try {
    binary = atob(source)
  } catch {
    throw new InputError('Not base64')
  }
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}

function normalise(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, '').replace(/=+$/, '')
}
