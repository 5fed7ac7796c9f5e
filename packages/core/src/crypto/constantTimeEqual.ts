import type { BytesLike } from './bytes.ts'
import { sha256 } from './sha256.ts'

/**
 * Whether two secrets or signatures are equal, in a time that tells nothing about where they differ. Never throws:
 * something that is neither text nor bytes (a missing header, say) equals nothing.
 */
export function constantTimeEqual(left: BytesLike | null | undefined, right: BytesLike | null | undefined): boolean {
  if (!isBytesLike(left) || !isBytesLike(right)) return false
  // Digests have one length, so the loop does not tell the length of the secret.
  const a = sha256(left)
  const b = sha256(right)
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}

function isBytesLike(value: unknown): value is BytesLike {
  return typeof value === 'string' || ArrayBuffer.isView(value)
}
