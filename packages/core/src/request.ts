import type { Body } from './codec/body.ts'
import type { QueryInput, QueryStyle } from './codec/query.ts'

/** What an operation asks of the other side, before auth. At most one of `json`, `form`, `multipart`, `text` and `body`. */
export interface RequestSpec {
  readonly method: string
  /** Relative to the connection's base URL (without a leading slash), made with the `path` tag; or absolute, on an allowed origin. */
  readonly path: string
  /** `path` is a link out of an answer: resolved as a browser would, and refused on another origin. */
  readonly link?: boolean | undefined
  /** A string is taken as it is, already encoded. */
  readonly query?: QueryInput | string | undefined
  readonly queryStyle?: QueryStyle | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly json?: unknown
  readonly form?: Readonly<Record<string, unknown>> | undefined
  /** A body made by one of the codecs, such as `multipartBody` or `xmlBody`. */
  readonly body?: Body | undefined
  /** What the answer is read as. Default `json` (an empty body gives `undefined`). */
  readonly expect?: 'json' | 'text' | 'bytes' | 'stream' | undefined
  /** Keep integers above 2^53 as strings. */
  readonly losslessIntegers?: boolean | undefined
  /** Replaces the connection's cap on the size of the answer, in bytes. */
  readonly maxBytes?: number | undefined
}
