import { InputError } from '@bpmcentr/core'

/**
 * Percent-encodes one value. Never the way of forms, where a space is `+`: OData servers read that as a plus.
 * @throws InputError for half of a surrogate pair, which has no UTF-8
 */
export function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    throw new InputError('text with half of a surrogate pair cannot be sent')
  }
}

/** Names of query options: `$` and `@` stay as they are. */
export function encodeName(name: string): string {
  return encode(name).replaceAll('%24', '$').replaceAll('%40', '@')
}

/** A path of names as typed: each segment encoded, the slashes kept. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeName).join('/')
}
