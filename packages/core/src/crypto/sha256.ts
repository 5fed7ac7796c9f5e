import { hmac } from '@noble/hashes/hmac.js'
import { sha256 as digest } from '@noble/hashes/sha2.js'
import { type BytesLike, toBytes } from './bytes.ts'

/** SHA-256 (FIPS 180-4). */
export function sha256(message: BytesLike): Uint8Array {
  return digest(toBytes(message))
}

/** HMAC-SHA-256 (RFC 2104, RFC 4231). */
export function hmacSha256(key: BytesLike, message: BytesLike): Uint8Array {
  return hmac(digest, toBytes(key), toBytes(message))
}
