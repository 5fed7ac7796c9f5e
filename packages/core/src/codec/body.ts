import type { WireBody } from '../transport/types.ts'

/** A request body that knows how to become bytes. */
export interface Body {
  /** Sent unless the request has a content type of its own. Undefined where the platform must choose it. */
  readonly contentType: string | undefined
  /** Whether `make` may be called again for a retry. A stream is replayable only when it was given as a factory. */
  readonly replayable: boolean
  /** Bytes of a stream, where they are known beforehand: many servers refuse a chunked upload. Bytes and text know their own. */
  readonly contentLength?: number | undefined
  make(): WireBody
  /** What a log or history may show of it, before redaction. Never the bytes of a file. */
  readonly preview: unknown
}
