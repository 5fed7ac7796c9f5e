import { base64url } from '../../crypto/base64.ts'
import { sha256 } from '../../crypto/sha256.ts'

/** 256 random bits: 43 characters, as RFC 7636 §4.1 recommends for the verifier. */
export function randomToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** The S256 challenge of a code verifier (RFC 7636 §4.2). */
export function codeChallenge(codeVerifier: string): string {
  return base64url(sha256(codeVerifier))
}
