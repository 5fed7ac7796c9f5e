/** Text is taken as UTF-8. */
export type BytesLike = string | Uint8Array

/** The bytes of a text; bytes pass through. */
export function toBytes(value: BytesLike): Uint8Array {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value
}
