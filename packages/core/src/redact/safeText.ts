/** Controls of ASCII and Latin-1 (ANSI escapes begin with one), line separators, invisible marks that reorder or hide text, lone surrogates. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Makes text of another party fit for a message: one line, nothing a terminal or a log viewer would obey, at most `max`
 * characters (default 500), the last being `…` when it was cut.
 */
export function safeText(text: string, max = 500): string {
  const escaped = text.slice(0, max + 1).replace(UNSAFE, spelledOut)
  if (text.length <= max && escaped.length <= max) return escaped
  const cut = Math.max(0, max - 1)
  // Not between the halves of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(escaped.charAt(cut - 1)) ? cut - 1 : cut
  return max > 0 ? `${escaped.slice(0, end)}…` : ''
}

function spelledOut(character: string): string {
  return NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
