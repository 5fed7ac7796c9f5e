/** What of `pg`'s connection a COPY needs. */
interface CopyConnection {
  readonly stream: { readonly writableNeedDrain: boolean; once(event: 'drain' | 'close', run: () => void): void }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/**
 * `COPY … FROM STDIN` as something that `client.query()` takes. Chunks are made as the socket takes them.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export class CopyIn {
  readonly done: Promise<void>
  readonly #text: string
  readonly #chunks: Iterator<string>
  #resolve: () => void = () => {}
  #reject: (error: unknown) => void = () => {}
  #over = false
  #failure: unknown

  constructor(text: string, chunks: Iterator<string>) {
    this.#text = text
    this.#chunks = chunks
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#pump(connection)
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.#over = true
    this.#reject(this.#failure ?? error)
  }

  handleReadyForQuery(): void {
    this.#over = true
    this.#resolve()
  }

  #pump(connection: CopyConnection): void {
    try {
      while (!this.#over) {
        const { done, value } = this.#chunks.next()
        if (done) {
          connection.endCopyFrom()
          return
        }
        connection.sendCopyFromChunk(Buffer.from(value, 'utf8'))
        if (connection.stream.writableNeedDrain) {
          connection.stream.once('drain', () => this.#pump(connection))
          return
        }
      }
    } catch (error) {
      this.#failure = error
      connection.sendCopyFail('the rows could not be written')
    }
  }
}

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const CHUNK = 64 * 1024

/** Rows in the text format: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export function* copyText(
  rows: readonly (readonly unknown[])[],
  plain: (value: unknown) => string | undefined,
): Generator<string, void> {
  let chunk = ''
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      if (index > 0) chunk += '\t'
      const text = plain(row[index])
      if (text === undefined) chunk += '\\N'
      else chunk += SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '') : text
    }
    chunk += '\n'
    if (chunk.length >= CHUNK) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
