import { InputError } from '../errors/InputError.ts'
import type { Body } from './body.ts'
import { assertHeader } from './headers.ts'
import { type Part, type PartSource, partsLength, partsToBytes, partsToStream } from './multipartParts.ts'

/** A file of a form. */
export interface MultipartFile {
  /** Bytes, a Blob, a function that makes a stream (may be retried), or a stream (read once, so the call is never retried). */
  readonly data: Uint8Array | Blob | ReadableStream<Uint8Array> | (() => ReadableStream<Uint8Array>)
  readonly filename: string
  /** Default: the Blob's own type, or `application/octet-stream`. */
  readonly contentType?: string | undefined
  /** Bytes, for a stream whose length is known: without it the request goes out chunked, which some servers refuse. */
  readonly size?: number | undefined
}

export type MultipartValue = string | number | bigint | boolean | MultipartFile
/** `undefined` is skipped; a list repeats the field. */
export type MultipartFields = Readonly<Record<string, MultipartValue | readonly MultipartValue[] | undefined>>

const encoder = (text: string): Uint8Array => new TextEncoder().encode(text)

/**
 * A `multipart/form-data` body. Streams and Blobs pass through as they are read: nothing is held in memory. The boundary is
 * made once, so a retry sends the same bytes. Names and file names are escaped as browsers do (`"` → `%22`, line breaks →
 * `%0D`, `%0A`), so they cannot start a header or a part of their own.
 * @throws InputError naming the field
 */
export function multipartBody(fields: MultipartFields): Body {
  const boundary = `----bpmcentr${randomHex()}`
  const parts: Part[] = []
  const preview: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const values = (Array.isArray(value) ? value : [value]) as readonly (MultipartValue | undefined)[]
    const made = values.filter((item) => item !== undefined).map((item) => toPart(name, item, boundary))
    parts.push(...made.map(([part]) => part))
    if (made.length > 0) {
      const shown = made.map(([, label]) => label)
      Object.defineProperty(preview, name, {
        value: Array.isArray(value) ? shown : shown[0],
        enumerable: true,
      })
    }
  }
  const closing = encoder(`--${boundary}--\r\n`)
  const inMemory = parts.every((part) => part.source instanceof Uint8Array)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: inMemory ? undefined : partsLength(parts, closing),
    replayable: parts.every((part) => part.replayable),
    make: inMemory ? () => partsToBytes(parts, closing) : () => partsToStream(parts, closing),
    preview,
  }
}

function toPart(name: string, value: MultipartValue, boundary: string): readonly [Part, unknown] {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`
  if (typeof value !== 'object' || value === null) {
    const text = toText(name, value)
    const source = encoder(text)
    return [{ head: encoder(`${start}\r\n\r\n`), source, size: source.byteLength, replayable: true }, text]
  }
  const { data, filename, size } = value
  if (typeof filename !== 'string') throw refuse(name, 'needs a filename')
  const contentType = value.contentType ?? (data instanceof Blob && data.type !== '' ? data.type : undefined)
  const type = contentType ?? 'application/octet-stream'
  assertHeader('content-type', type)
  const head = encoder(`${start}; filename="${escapeName(filename)}"\r\nContent-Type: ${type}\r\n\r\n`)
  const known = data instanceof Uint8Array ? data.byteLength : data instanceof Blob ? data.size : size
  if (known !== undefined && !(Number.isSafeInteger(known) && known >= 0)) {
    throw refuse(name, 'must have a whole number of bytes as its size')
  }
  const part = { head, source: toSource(name, data), size: known, replayable: !(data instanceof ReadableStream) }
  return [part, { filename, contentType: type, size: known }]
}

function toText(name: string, value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw refuse(name, 'must be a finite number')
  if (['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return String(value)
  throw refuse(name, `cannot be written into a form: ${value === null ? 'null' : typeof value}`)
}

function toSource(name: string, data: unknown): PartSource {
  if (data instanceof Uint8Array) return data
  if (data instanceof Blob) return () => data.stream()
  if (typeof data === 'function') return data as () => ReadableStream<Uint8Array>
  if (!(data instanceof ReadableStream)) {
    throw refuse(name, 'must have bytes, a Blob, a stream or a function that makes a stream as its data')
  }
  let taken = false
  return () => {
    if (taken || data.locked) throw refuse(name, 'was read already; pass a function that makes a new stream instead')
    taken = true
    return data as ReadableStream<Uint8Array>
  }
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#escape-a-multipart-form-data-name */
function escapeName(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')
}

function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function refuse(name: string, problem: string): InputError {
  return new InputError(`Form field ${JSON.stringify(name)} ${problem}`, {
    issues: [{ path: [name], message: problem }],
  })
}
