import { hmac } from '@noble/hashes/hmac.js'
import { md5 as digest } from '@noble/hashes/legacy.js'
import { type BytesLike, toBytes } from './bytes.ts'

/** MD5 (RFC 1321), for vendors that sign with it. Broken: not for anything new. */
export function md5(message: BytesLike): Uint8Array {
  return digest(toBytes(message))
}

/** HMAC-MD5 (RFC 2202), for vendors that sign with it. */
export function hmacMd5(key: BytesLike, message: BytesLike): Uint8Array {
  return hmac(digest, toBytes(key), toBytes(message))
}
