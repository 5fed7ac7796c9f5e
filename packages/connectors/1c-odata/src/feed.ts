import { ResponseMismatchError } from '@bpmcentr/core'
import type { ODataDescriptor } from '@bpmcentr/odata'
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { addressed } from './feedKeys.ts'
import { type Draft, Values } from './feedValues.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0'
const METADATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'
const DATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices'

/** Deeper than an object with its tabular sections ever is. */
const MAX_DEPTH = 24

/** One object of a packet of changes. */
export type Change =
  | {
      readonly type: 'changed'
      /** Name of the entity set: `Document_ЗаказКлиента`. */
      readonly set: string
      /** The key by its parts, as text. */
      readonly key: Readonly<Record<string, string>>
      /** The object with its tabular sections. A record set has its records in `RecordSet`, and none after unposting. */
      readonly row: Readonly<Record<string, unknown>>
    }
  | {
      readonly type: 'deleted'
      readonly set: string
      readonly key: Readonly<Record<string, string>>
      /** When, by the clock of the server, as far as it says. */
      readonly when: string | undefined
    }

/** Reads the Atom feed of `SelectChanges` while it arrives: an entry is handed over as soon as it is complete. */
export async function* readFeed(
  body: ReadableStream<Uint8Array>,
  model: ODataDescriptor | undefined,
): AsyncGenerator<Change, void, undefined> {
  const done: Change[] = []
  const reader = new FeedReader(model, done)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const source = body.getReader()
  try {
    for (;;) {
      const { done: ended, value } = await source.read()
      reader.write(decoded(decoder, value, ended))
      if (ended) reader.close()
      yield* done.splice(0)
      if (ended) return
    }
  } finally {
    // Leaving the loop early lets go of the connection.
    await source.cancel().catch(() => {})
  }
}

function decoded(decoder: TextDecoder, value: Uint8Array | undefined, ended: boolean): string {
  try {
    return ended ? decoder.decode() : decoder.decode(value, { stream: true })
  } catch {
    throw broken('text that is not UTF-8')
  }
}

function broken(what: string): ResponseMismatchError {
  return new ResponseMismatchError(`the feed of changes cannot be read: ${what}. Nothing was confirmed`, {
    reason: 'malformed',
  })
}

class FeedReader {
  readonly #parser = new SaxesParser<{ xmlns: true }>({ xmlns: true })
  readonly #model: ODataDescriptor | undefined
  readonly #done: Change[]
  #depth = 0
  #entry: { id: string; type: string | undefined } | undefined
  #values: Values | undefined
  #draft: Draft | undefined
  /** Text of `atom:id`, while it is read. */
  #id: string | undefined

  constructor(model: ODataDescriptor | undefined, done: Change[]) {
    this.#model = model
    this.#done = done
    this.#parser.on('error', (error) => {
      throw broken(error.message.replace(/^\d+:\d+: /, ''))
    })
    this.#parser.on('doctype', () => {
      throw broken('it has a document type')
    })
    this.#parser.on('opentag', (tag) => this.#open(tag))
    this.#parser.on('closetag', (tag) => this.#close(tag))
    this.#parser.on('text', (text) => this.#text(text))
    this.#parser.on('cdata', (text) => this.#text(text))
  }

  write(chunk: string): void {
    this.#parser.write(chunk)
  }

  /** @throws ResponseMismatchError for a feed that ends early: it would pass for a complete one otherwise. */
  close(): void {
    this.#parser.close()
  }

  #open(tag: SaxesTagNS): void {
    if (++this.#depth > MAX_DEPTH) throw broken('it is nested too deeply')
    if (this.#depth === 1 && !(tag.uri === ATOM && tag.local === 'feed')) {
      throw broken('it is no Atom feed; a login or error page of something in between is likely')
    }
    if (this.#values !== undefined) this.#values.open(tag.uri === DATA ? tag.local : '', attributesOf(tag))
    else if (tag.uri === ATOM && tag.local === 'entry') this.#entry = { id: '', type: undefined }
    else if (tag.uri === TOMBSTONES && tag.local === 'deleted-entry') this.#deleted(tag)
    else if (this.#entry === undefined) return
    else if (tag.uri === ATOM && tag.local === 'id') this.#id = ''
    else if (tag.uri === ATOM && tag.local === 'category')
      this.#entry.type = attribute(tag, 'term')?.replace(/^\w+\./, '')
    else if (tag.uri === METADATA && tag.local === 'properties') {
      this.#values = new Values(this.#model, this.#model?.sets[this.#entry.type ?? ''])
    }
  }

  #close(tag: SaxesTagNS): void {
    this.#depth--
    if (this.#values !== undefined) {
      if (tag.uri === METADATA && tag.local === 'properties') {
        this.#draft = this.#values.row
        this.#values = undefined
      } else this.#values.close()
    } else if (tag.uri === ATOM && tag.local === 'id' && this.#entry !== undefined) {
      this.#entry.id = this.#id ?? ''
      this.#id = undefined
    } else if (tag.uri === ATOM && tag.local === 'entry') this.#finish()
  }

  #text(text: string): void {
    if (this.#values !== undefined) this.#values.text(text)
    else if (this.#id !== undefined) this.#id += text
  }

  #finish(): void {
    const found = addressed(this.#entry?.id ?? '')
    if (found === undefined || this.#draft === undefined) throw broken('an entry without an address or properties')
    this.#done.push({ type: 'changed', ...found, row: this.#draft })
    this.#entry = undefined
    this.#draft = undefined
  }

  #deleted(tag: SaxesTagNS): void {
    const found = addressed(attribute(tag, 'ref') ?? '')
    if (found === undefined) throw broken('a deletion without an address')
    this.#done.push({ type: 'deleted', ...found, when: attribute(tag, 'when') })
  }
}

function attribute(tag: SaxesTagNS, name: string): string | undefined {
  return Object.hasOwn(tag.attributes, name) ? (tag.attributes[name] as SaxesAttributeNS).value : undefined
}

function attributesOf(tag: SaxesTagNS): { readonly type: string | undefined; readonly isNull: boolean } {
  let type: string | undefined
  let isNull = false
  for (const { uri, local, value } of Object.values(tag.attributes)) {
    if (uri !== METADATA) continue
    if (local === 'type') type = value
    if (local === 'null') isNull = value === 'true'
  }
  return { type, isNull }
}
