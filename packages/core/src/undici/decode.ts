import { Readable, type Transform } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { NetworkError } from '../errors/NetworkError.ts'
import { tooLarge } from '../transport/boundedRead.ts'

/** What is asked for. `deflate` is understood, but servers disagree about what it means, so nobody is invited to use it. */
export const ACCEPT_ENCODING = 'gzip, br'

/** Each coding multiplies what a small answer can blow up to; nobody honest applies more. */
const MAX_CODINGS = 2
/** Below this, handing the work to another thread costs more than the work. */
const SYNC_BELOW = 8 * 1024

interface Coding {
  readonly sync: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array
  readonly async: (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>
  readonly stream: () => Transform
}

function codingOf(name: string, first: number | undefined): Coding | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return { sync: zlib.gunzipSync, async: promisify(zlib.gunzip), stream: () => zlib.createGunzip() }
    case 'br':
      return {
        sync: zlib.brotliDecompressSync,
        async: promisify(zlib.brotliDecompress),
        stream: () => zlib.createBrotliDecompress(),
      }
    case 'deflate':
      // RFC 9110 means the zlib format, whose first byte ends in 8; some servers send bare deflate.
      return first === undefined || (first & 0x0f) === 8
        ? { sync: zlib.inflateSync, async: promisify(zlib.inflate), stream: () => zlib.createInflate() }
        : { sync: zlib.inflateRawSync, async: promisify(zlib.inflateRaw), stream: () => zlib.createInflateRaw() }
    default:
      return undefined
  }
}

/** The codings in the order in which they are to be taken off. @throws NetworkError for one that is not known */
function codings(encoding: string): string[] {
  const names = encoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse()
  if (names.length > MAX_CODINGS) throw failure('The answer is compressed too many times over')
  return names
}

function coding(name: string, first?: number): Coding {
  const found = codingOf(name, first)
  if (found === undefined)
    throw failure(`The answer is compressed in a way that was not asked for: ${name.slice(0, 20)}`)
  return found
}

function failure(message: string): NetworkError {
  return new NetworkError(message, { code: 'decode', sent: 'maybe' })
}

/**
 * Takes the content codings off a whole body.
 * @throws ResponseMismatchError when it grows past the cap; what zlib throws when it is broken or cut off
 */
export async function decodeBytes(bytes: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
  let result = bytes
  if (result.byteLength === 0) return result
  const options = { maxOutputLength: Math.max(1, maxBytes) }
  for (const name of codings(encoding)) {
    const { sync, async } = coding(name, result[0])
    try {
      result = result.byteLength < SYNC_BELOW ? sync(result, options) : await async(result, options)
    } catch (error) {
      throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : error
    }
  }
  return result
}

/** The same for a stream. The caller counts what comes out. */
export function decodeStream(raw: ReadableStream<Uint8Array>, encoding: string): ReadableStream<Uint8Array> {
  const names = codings(encoding)
  if (names.length === 0) return raw
  let stream: Readable = Readable.fromWeb(raw as NodeReadableStream<Uint8Array>)
  for (const name of names) {
    const before = stream
    const decoder = coding(name).stream()
    // Not `pipeline`, which would need a callback: an error has to travel down, and a cancel up.
    before.on('error', (error) => decoder.destroy(error))
    decoder.on('close', () => before.destroy())
    stream = before.pipe(decoder)
  }
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}
