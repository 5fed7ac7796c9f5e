/** Bytes to send. A stream comes as a factory when it can be made anew for a retry. */
export type WireBody = string | Uint8Array | ReadableStream<Uint8Array>

/** A request as it goes out: final URL, final headers (lower-case names), final bytes. */
export interface WireRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: WireBody | undefined
}

export interface TransportRequest extends WireRequest {
  readonly signal: AbortSignal | undefined
  /** The answer's body may not be larger than this after decompression, in bytes. */
  readonly maxBytes: number
}

/**
 * An answer. Not shaped like `fetch`'s Response, so that a fast transport need not build one. Each body reader may be
 * called once; they throw a NetworkError when the connection breaks and a ResponseMismatchError past `maxBytes`.
 */
export interface TransportResponse {
  readonly status: number
  header(name: string): string | null
  headers(): Iterable<readonly [string, string]>
  text(): Promise<string>
  bytes(): Promise<Uint8Array>
  stream(): ReadableStream<Uint8Array>
  /** Lets go of the connection without reading the body. */
  discard(): Promise<void>
}

/**
 * Carries one request. Never retries, never follows redirects, never adds credentials. Rejects with a NetworkError whose
 * `sent` says whether the request may have reached the other side, or with the signal's reason when that aborted.
 */
export interface Transport {
  readonly name: string
  send(request: TransportRequest): Promise<TransportResponse>
  close?(): Promise<void>
}
