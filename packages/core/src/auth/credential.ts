import { ConfigError } from '../errors/ConfigError.ts'

/** What a header may hold: no line breaks, and nothing outside Latin-1. */
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/

/** Refuses what cannot work, before the first request. The message names the option, never the value. */
export function checkCredential(value: string, name: string): string {
  if (typeof value !== 'string' || value === '')
    throw new ConfigError(`${name} is empty. Set it to the value from the vendor`)
  if (value !== value.trim()) {
    throw new ConfigError(`${name} has white space or a line break at its start or end. Trim it where it is read`)
  }
  return value
}

/** As {@link checkCredential}, for what goes into a header as it is. */
export function checkHeaderCredential(value: string, name: string): string {
  checkCredential(value, name)
  if (!HEADER_TEXT.test(value)) throw new ConfigError(`${name} has characters that a header cannot carry`)
  return value
}
