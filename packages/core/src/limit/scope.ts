import { toHex } from '../crypto/hex.ts'
import { sha256 } from '../crypto/sha256.ts'

/**
 * The key under which limits are shared: what the vendor counts, such as connector, host and credential. It is a hash
 * (128 bits of SHA-256), so it holds no secret and may be logged or kept in a shared store. Each part comes with its
 * length, so that `['a', 'bc']` and `['ab', 'c']` differ.
 */
export function scopeKey(parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('')
  return toHex(sha256(`bpmcentr.scope:${text}`)).slice(0, 32)
}
