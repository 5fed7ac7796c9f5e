import { type FormValue, parsePhpForm } from '../codec/parsePhpForm.ts'
import { WebhookVerificationError } from '../errors/WebhookVerificationError.ts'

/** A delivery as it came: the exact bytes, and ways to read them. Its URL may hold a secret, so do not log it. */
export interface RawEvent {
  readonly method: string
  readonly url: URL
  readonly bytes: Uint8Array
  /** The bytes as UTF-8, a byte order mark included, since signatures cover it. */
  readonly text: string
  header(name: string): string | null
  /** A query parameter; the first of several. */
  query(name: string): string | null
  /** The body as a form, nested as PHP does: `auth[domain]=x` gives `{ auth: { domain: 'x' } }`. */
  form(): { readonly [key: string]: FormValue }
  /** The body as JSON, whatever Content-Type says. */
  json(): unknown
}

export interface RawEventParts {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Reads lazily and once. Readers throw WebhookVerificationError with reason `malformed`. */
export function rawEvent(parts: RawEventParts): RawEvent {
  const { method, headers, bytes } = parts
  const url = new URL(parts.url)
  let text: string | undefined
  let form: { readonly [key: string]: FormValue } | undefined
  let json: { readonly value: unknown } | undefined
  return {
    method,
    url,
    bytes,
    get text() {
      text ??= new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      return text
    },
    header: (name) => headers.get(name),
    query: (name) => url.searchParams.get(name),
    form() {
      form ??= attempt('a form', () => parsePhpForm(this.text))
      return form
    },
    json() {
      json ??= { value: attempt('JSON', () => parseJson(this.text.replace(/^\uFEFF/, ''))) }
      return json.value
    },
  }
}

function attempt<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new WebhookVerificationError(`The body is not ${what}`, { reason: 'malformed', cause })
  }
}

/** Without `__proto__`, which would reach the prototype once somebody copies or merges the data. */
function parseJson(text: string): unknown {
  // The key may be spelled with escapes.
  if (!text.includes('__proto__') && !text.includes('\\u')) return JSON.parse(text)
  return JSON.parse(text, function (this: unknown, key: string, value: unknown) {
    return key === '__proto__' ? undefined : value
  })
}
