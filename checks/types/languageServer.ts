import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly result?: unknown
  readonly error?: unknown
  readonly params?: unknown
}

interface Location {
  readonly uri: string
  readonly range: { readonly start: { readonly line: number } }
}

/** Asks TypeScript's language server what an editor would ask. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #waiting = new Map<number, (message: Message) => void>()
  #received = Buffer.alloc(0)
  #lastId = 0

  constructor(tsc: string, cwd: string) {
    this.#process = spawn(tsc, ['--lsp', '--stdio'], { cwd })
    this.#process.stdout.on('data', (chunk: Buffer) => this.#read(chunk))
    const ended = (reason: unknown): void => {
      for (const done of this.#waiting.values()) done({ error: `the language server ended: ${reason}` })
    }
    this.#process.on('error', ended)
    this.#process.on('exit', ended)
    this.#process.stdin.on('error', ended)
  }

  async start(folder: string): Promise<void> {
    await this.#ask('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities: { textDocument: { hover: { contentFormat: ['markdown'] } } },
    })
    this.#send({ method: 'initialized', params: {} })
  }

  /** What an editor shows over the first occurrence of a text in a file; `at` is counted from its start. */
  async hover(file: string, text: string, at: number): Promise<string> {
    return JSON.stringify(await this.#askAt('textDocument/hover', file, text, at))
  }

  /** The line that "go to definition" lands on. */
  async definition(file: string, text: string, at: number): Promise<string> {
    const found = (await this.#askAt('textDocument/definition', file, text, at)) as Location | readonly Location[]
    const [location] = [found].flat()
    if (!location) return ''
    return readFileSync(new URL(location.uri), 'utf8').split('\n')[location.range.start.line] ?? ''
  }

  stop(): void {
    this.#process.kill()
  }

  #askAt(method: string, file: string, text: string, at: number): Promise<unknown> {
    const uri = pathToFileURL(file).href
    const source = readFileSync(file, 'utf8')
    const before = source.slice(0, source.indexOf(text) + at).split('\n')
    const textDocument = { uri, languageId: 'typescript', version: 1, text: source }
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } })
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
    return this.#ask(method, { textDocument: { uri }, position })
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => (error ? reject(new Error(JSON.stringify(error))) : resolve(result)))
      this.#send({ id, method, params })
    })
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, end).toString())?.[1])
      if (end < 0 || this.#received.length < end + 4 + length) return
      const message = JSON.parse(this.#received.subarray(end + 4, end + 4 + length).toString()) as Message
      this.#received = this.#received.subarray(end + 4 + length)
      this.#handle(message)
    }
  }

  #handle(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      // The server asks for settings or to register capabilities; null is a fine answer to both.
      const body = JSON.stringify({ jsonrpc: '2.0', id: message.id, result: null })
      this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      return
    }
    const done = this.#waiting.get(message.id as number)
    this.#waiting.delete(message.id as number)
    done?.(message)
  }
}
