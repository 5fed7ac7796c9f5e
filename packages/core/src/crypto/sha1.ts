import { hmac } from '@noble/hashes/hmac.js'
import { sha1 as digest } from '@noble/hashes/legacy.js'
import { type BytesLike, toBytes } from './bytes.ts'

/** SHA-1, for vendors that sign with it. Collisions are practical: not for anything new. */
export function sha1(message: BytesLike): Uint8Array {
  return digest(toBytes(message))
}

/** HMAC-SHA-1 (RFC 2202), for vendors that sign with it. */
export function hmacSha1(key: BytesLike, message: BytesLike): Uint8Array {
  return hmac(digest, toBytes(key), toBytes(message))
}
