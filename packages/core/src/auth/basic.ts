import { toBase64 } from '../crypto/base64.ts'
import { ConfigError } from '../errors/ConfigError.ts'
import { reveal, type Secret } from '../secret.ts'
import type { Auth } from './types.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 §2 forbids exactly these.
const CONTROL = /[\x00-\x1f\x7f]/

export interface BasicOptions {
  readonly username: string | Secret
  /** May be empty: some vendors take a key as the user name and no password. */
  readonly password: string | Secret
}

/**
 * `Authorization: Basic …` with user name and password in UTF-8 (RFC 7617).
 *
 * @throws ConfigError for an empty user name, a colon in it, or control characters in either.
 */
export function basic(options: BasicOptions): Auth {
  const username = reveal(options.username)
  const password = reveal(options.password)
  if (typeof username !== 'string' || username === '') throw new ConfigError('The user name is empty')
  if (typeof password !== 'string') throw new ConfigError('The password is missing')
  if (username.includes(':'))
    throw new ConfigError('The user name holds a colon, which Basic authentication cannot carry')
  if (CONTROL.test(username) || CONTROL.test(password)) {
    throw new ConfigError('The user name or password holds a line break or another control character')
  }
  const encoded = toBase64(`${username}:${password}`)
  const value = `Basic ${encoded}`
  return {
    kind: 'basic',
    identity: () => value,
    secrets: () => (password === '' ? [username, encoded] : [password, encoded]),
    apply(request) {
      request.headers.authorization = value
    },
  }
}
