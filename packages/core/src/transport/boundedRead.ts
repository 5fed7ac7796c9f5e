import { ResponseMismatchError } from '../errors/ResponseMismatchError.ts'

export function tooLarge(maxBytes: number): ResponseMismatchError {
  return new ResponseMismatchError(
    `The answer is larger than ${maxBytes} bytes. Ask for less, or raise maxBytes for this operation`,
    { reason: 'too_large' },
  )
}

/** The most that deflate can make of one byte: https://www.zlib.net/zlib_tech.html, "Maximum Compression Factor". */
const DEFLATE_FACTOR = 1032

/** True when the headers alone prove that the body stays within the cap, so nothing has to be counted. */
export function staysWithin(maxBytes: number, length: string | null, encoding: string | null): boolean {
  if (length === null || !/^\d{1,15}$/.test(length)) return false
  if (encoding === null || encoding === '' || encoding === 'identity') return Number(length) <= maxBytes
  return (encoding === 'gzip' || encoding === 'deflate') && Number(length) * DEFLATE_FACTOR <= maxBytes
}

/**
 * Reads a stream whole, but no more than the cap: past it the stream is cancelled, which closes the connection.
 * @throws ResponseMismatchError with reason `too_large`
 */
export async function readAll(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array[]> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return chunks
    total += value.byteLength
    if (total > maxBytes) {
      // Not awaited: the other end of a pipe may never settle it.
      reader.cancel().catch(() => undefined)
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
}

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return first
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0))
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.byteLength
  }
  return joined
}

/** UTF-8, without a leading byte order mark; bytes that are none become U+FFFD, as everywhere on the web. */
export function decodeUtf8(chunks: readonly Uint8Array[]): string {
  return new TextDecoder().decode(joinBytes(chunks))
}

/** The same cap on a stream that the caller reads. `fail` makes the error that the reader sees when the source breaks. */
export function boundedStream(
  source: ReadableStream<Uint8Array>,
  maxBytes: number,
  fail: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let total = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            controller.close()
            return
          }
          total += value.byteLength
          if (total > maxBytes) {
            reader.cancel().catch(() => undefined)
            controller.error(tooLarge(maxBytes))
          } else controller.enqueue(value)
        } catch (error) {
          controller.error(fail(error))
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
