import { InputError } from '../errors/InputError.ts'
import type { Body } from './body.ts'
import { assertHeader } from './headers.ts'

/** A body of text, sent as UTF-8. @throws InputError for a content type that no header may hold */
export function textBody(text: string, contentType = 'text/plain;charset=UTF-8'): Body {
  assertHeader('content-type', contentType)
  return { contentType, replayable: true, make: () => text, preview: text }
}

/** A body of bytes. They are not copied: do not change them until the call is over. */
export function bytesBody(bytes: Uint8Array | ArrayBuffer, contentType = 'application/octet-stream'): Body {
  assertHeader('content-type', contentType)
  const data = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  return { contentType, replayable: true, make: () => data, preview: `[${data.byteLength} bytes]` }
}

export interface StreamBodyOptions {
  /** Default `application/octet-stream`. */
  readonly contentType?: string | undefined
  /** Bytes the stream will yield, when known. Without it the body goes out chunked, which some servers refuse. */
  readonly contentLength?: number | undefined
}

/**
 * A body that is sent while it is read, so its size does not matter. Give a factory where you can: a stream itself can be
 * read only once, so the call is then never retried.
 */
export function streamBody(
  source: ReadableStream<Uint8Array> | (() => ReadableStream<Uint8Array>),
  options: StreamBodyOptions = {},
): Body {
  const { contentType = 'application/octet-stream', contentLength } = options
  assertHeader('content-type', contentType)
  return {
    contentType,
    contentLength: assertLength(contentLength),
    replayable: typeof source === 'function',
    make: typeof source === 'function' ? source : onlyOnce(source),
    preview: contentLength === undefined ? '[stream]' : `[stream of ${contentLength} bytes]`,
  }
}

/** Gives the stream out a first time and then refuses: a retry would send nothing. */
export function onlyOnce(stream: ReadableStream<Uint8Array>): () => ReadableStream<Uint8Array> {
  let taken = false
  return () => {
    if (taken || stream.locked) {
      throw new InputError('The stream of this body was read already. Pass a function that makes a new stream instead')
    }
    taken = true
    return stream
  }
}

/** @throws InputError unless it is a whole number from 0 up, or undefined */
export function assertLength(length: number | undefined): number | undefined {
  if (length === undefined || (Number.isSafeInteger(length) && length >= 0)) return length
  throw new InputError('The length of a body must be a whole number of bytes')
}
