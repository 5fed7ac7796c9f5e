import type { Normalize } from './types.ts'

/** Text without spaces around it, numbers and flags as text. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.normalize('NFC').trim()
  return text === '' ? undefined : text
}

/** Text in lower case, every run of white space as one space: names. */
export function looseText(value: unknown): string | undefined {
  return plainText(value)?.toLowerCase().replace(/\s+/g, ' ')
}

/** An e-mail address in lower case, also out of `Name <address>`. */
export function emailAddress(value: unknown): string | undefined {
  const text = plainText(value)?.toLowerCase()
  return text === undefined ? undefined : plainText(/<([^<>]*)>$/.exec(text)?.[1] ?? text)
}

/** Only the digits: tax numbers, codes of registers. */
export function digits(value: unknown): string | undefined {
  const found = plainText(value)?.replace(/\D/g, '')
  return found === '' ? undefined : found
}

/** How numbers of a country are written within it. */
export interface PhonePlan {
  /** Country calling code, such as `380`. */
  readonly code: string
  /** Dialled before a number within the country, such as `0` or `8`. */
  readonly trunk?: string | undefined
  /** Digits of a number without code and trunk. */
  readonly length: number
}

const EXTENSION = /(?:[,;#]|(?:доб|вн|ext|x)\.?\s*\d).*$/i

/**
 * A phone number as digits with the country code: `+7 (916) 123-45-67` is `79161234567`. With a plan also what is written
 * as within the country: `8 916 123-45-67`, `916 123 45 67`. Extensions are left out.
 */
export function phoneNumber(plan?: PhonePlan): Normalize {
  return (value) => {
    const text = plainText(value)?.replace(EXTENSION, '')
    if (text === undefined) return undefined
    const number = text.replace(/\D/g, '')
    if (number === '') return undefined
    if (text.startsWith('+')) return number
    if (number.startsWith('00')) return number.slice(2)
    return plan === undefined ? number : nationalNumber(number, plan)
  }
}

function nationalNumber(number: string, { code, trunk = '', length }: PhonePlan): string {
  if (number.length === length) return code + number
  if (trunk !== '' && number.startsWith(trunk) && number.length === trunk.length + length) {
    return code + number.slice(trunk.length)
  }
  return number
}
