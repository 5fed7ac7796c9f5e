const LEFT_ALONE = /[!'()*]/g

/**
 * Percent-encodes everything but RFC 3986's unreserved characters (PHP's `rawurlencode`), so a space is `%20`, never `+`.
 * @throws URIError for half of a surrogate pair, which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  const encoded = encodeURIComponent(text)
  return encoded.replace(LEFT_ALONE, hex)
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`
}
