import type { Dispatcher } from 'undici'
import { boundedStream, tooLarge } from '../transport/boundedRead.ts'
import { toNetworkError } from '../transport/failure.ts'
import type { TransportRequest, TransportResponse } from '../transport/types.ts'
import { asBuffer, join, utf8 } from './buffers.ts'
import { decodeBytes, decodeStream } from './decode.ts'
import { type Head, hasNoBody, headerOf, headerPairs } from './head.ts'
import { asError, asInputError, neverStarted } from './reasons.ts'

type Controller = Dispatcher.DispatchController

/** Bytes taken from the socket before somebody reads; then the socket waits. */
const READ_AHEAD = 64 * 1024

/**
 * One request and its answer. It takes the place of `undici.request`, whose body is a Node stream: most answers come in one
 * piece with their headers, and need no stream at all.
 */
export class Exchange implements Dispatcher.DispatchHandler, TransportResponse {
  status = 0
  readonly #request: TransportRequest
  readonly #answered: (response: TransportResponse) => void
  readonly #refused: (error: unknown) => void
  readonly #onAbort: (() => void) | undefined
  #headers: Head = {}
  #encoding = ''
  #controller: Controller | undefined
  #started = false
  #ended = false
  #failed = false
  #error: unknown
  #chunks: Buffer[] = []
  #size = 0
  /** Set while somebody waits for the whole body. */
  #whole: { resolve(): void; reject(error: unknown): void } | undefined
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined
  #dropping = false

  constructor(
    request: TransportRequest,
    answered: (response: TransportResponse) => void,
    refused: (error: unknown) => void,
  ) {
    this.#request = request
    this.#answered = answered
    this.#refused = refused
    const { signal } = request
    if (signal !== undefined) {
      this.#onAbort = () => this.#abort(signal.reason)
      signal.addEventListener('abort', this.#onAbort)
    }
  }

  /** undici calls it when a connection is there and the request is about to be written. */
  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#failed) controller.abort(asError(this.#error))
    else this.#started = true
  }

  onResponseStart(_controller: Controller, status: number, headers: Head): void {
    if (status < 200 || this.#failed) return
    this.status = status
    this.#headers = headers
    const encoding = headers['content-encoding']
    if (typeof encoding === 'string' && encoding !== 'identity') this.#encoding = encoding
    this.#answered(this)
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    // undici's parser gives an empty piece at the border of a chunk, and gives it again for ever when it is paused there.
    if (this.#failed || this.#dropping || chunk.length === 0) return
    this.#size += chunk.length
    if (this.#size > this.#request.maxBytes) {
      this.#abort(tooLarge(this.#request.maxBytes))
      return
    }
    if (this.#stream !== undefined) {
      this.#stream.enqueue(chunk)
      if ((this.#stream.desiredSize ?? 0) <= 0) controller.pause()
      return
    }
    this.#chunks.push(chunk)
    if (this.#whole === undefined && this.#size > READ_AHEAD) controller.pause()
  }

  onResponseEnd(): void {
    this.#ended = true
    this.#release()
    this.#whole?.resolve()
    this.#stream?.close()
  }

  onResponseError(_controller: Controller | null, error: unknown): void {
    this.#fail(this.#started ? this.#told(error) : (asInputError(error) ?? this.#told(error)))
  }

  header(name: string): string | null {
    return headerOf(this.#headers, name)
  }

  headers(): Iterable<readonly [string, string]> {
    return headerPairs(this.#headers)
  }

  async text(): Promise<string> {
    return utf8(await this.#read())
  }

  async bytes(): Promise<Uint8Array> {
    // A copy: what came from the socket is a view into a bigger buffer.
    return new Uint8Array(await this.#read())
  }

  stream(): ReadableStream<Uint8Array> {
    const raw = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          if (this.#failed) {
            controller.error(this.#error)
            return
          }
          for (const chunk of this.#chunks) controller.enqueue(chunk)
          this.#chunks = []
          if (this.#ended) controller.close()
          else this.#stream = controller
        },
        pull: () => this.#controller?.resume(),
        cancel: (reason) => this.#abort(reason ?? new Error('cancelled')),
      },
      { highWaterMark: 1 },
    )
    const empty =
      this.#encoding === '' || hasNoBody(this.#request.method, this.status) || (this.#ended && this.#size === 0)
    return boundedStream(empty ? raw : decodeStream(raw, this.#encoding), this.#request.maxBytes, (error) =>
      this.#told(error),
    )
  }

  async discard(): Promise<void> {
    if (this.#ended || this.#failed) return
    this.#chunks = []
    this.#dropping = true
    // A short rest is cheaper to read than a new connection is to make; nobody waits for it.
    if (Number(this.header('content-length') ?? Infinity) <= READ_AHEAD) this.#controller?.resume()
    else this.#abort(new Error('discarded'))
  }

  async #read(): Promise<Buffer> {
    if (!this.#ended && !this.#failed) {
      await new Promise<void>((resolve, reject) => {
        this.#whole = { resolve, reject }
        this.#controller?.resume()
      })
    }
    if (this.#failed) throw this.#error
    const bytes = join(this.#chunks)
    this.#chunks = []
    if (this.#encoding === '' || bytes.length === 0) return bytes
    try {
      return asBuffer(await decodeBytes(bytes, this.#encoding, this.#request.maxBytes))
    } catch (error) {
      throw this.#told(error)
    }
  }

  #abort(reason: unknown): void {
    if (this.#ended) return
    this.#fail(this.#started ? reason : neverStarted(reason))
    this.#controller?.abort(asError(reason))
  }

  #fail(error: unknown): void {
    if (this.#failed || this.#ended) return
    this.#failed = true
    this.#error = error
    this.#chunks = []
    this.#release()
    const { body } = this.#request
    // Nobody will read it any more; undici lets go of a web stream only when it has begun to read.
    if (!this.#started && body instanceof ReadableStream && !body.locked) body.cancel().catch(() => undefined)
    if (this.status === 0) this.#refused(error)
    this.#whole?.reject(error)
    this.#stream?.error(error)
  }

  #release(): void {
    if (this.#onAbort !== undefined) this.#request.signal?.removeEventListener('abort', this.#onAbort)
  }

  /** What to throw for undici's error: the signal's reason, an error of ours, or a NetworkError. */
  #told(error: unknown): unknown {
    const { signal, url } = this.#request
    try {
      return toNetworkError(error, { signal, url, answered: this.status !== 0, started: this.#started })
    } catch (known) {
      return known
    }
  }
}
