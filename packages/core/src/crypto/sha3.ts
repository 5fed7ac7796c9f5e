import { sha3_256 as digest } from '@noble/hashes/sha3.js'
import { type BytesLike, toBytes } from './bytes.ts'

/** SHA3-256 (FIPS 202); WebCrypto lacks it. */
export function sha3_256(message: BytesLike): Uint8Array {
  return digest(toBytes(message))
}
