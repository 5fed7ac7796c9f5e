import { toBase64 } from '../crypto/base64.ts'

/** UTF-8, as every encoder of the web produces it; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * The characters that stand for these bytes in a longer base64 text, for each of the three places within a group of three
 * bytes where they may begin. Characters that also depend on the neighbouring bytes are left out.
 */
export function base64Cores(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((offset) => {
    const shifted = new Uint8Array(offset + bytes.length)
    shifted.set(bytes, offset)
    const whole = Math.floor((shifted.length * 8) / 6)
    return toBase64(shifted).slice(Math.ceil((offset * 8) / 6), whole)
  })
}
