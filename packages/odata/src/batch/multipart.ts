import { InputError } from '@bpmcentr/core'

const CRLF = '\r\n'

/** A request inside a batch, its URL already as the service wants it. */
export interface BatchPart {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** One part, or the parts of a change set. */
export type BatchEntry = BatchPart | readonly BatchPart[]

export interface Multipart {
  readonly boundary: string
  readonly text: string
}

/** The body of a multipart batch: every line ends in CRLF, and no boundary occurs in what it separates. */
export function writeMultipart(entries: readonly BatchEntry[], newBoundary: (kind: string) => string): Multipart {
  const boundary = newBoundary('batch')
  const lines: string[] = []
  for (const entry of entries) {
    lines.push(`--${boundary}`)
    if (!isChangeSet(entry)) lines.push(partText(entry, false))
    else {
      const inner = newBoundary('changeset')
      lines.push(`Content-Type: multipart/mixed; boundary=${inner}`, '')
      for (const part of entry) lines.push(`--${inner}`, partText(part, true))
      lines.push(`--${inner}--`)
    }
  }
  lines.push(`--${boundary}--`, '')
  return { boundary, text: lines.join(CRLF) }
}

export function isChangeSet(entry: BatchEntry): entry is readonly BatchPart[] {
  return Array.isArray(entry)
}

function partText(part: BatchPart, inChangeSet: boolean): string {
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary']
  // Outside of change sets it is optional, and some services refuse it there.
  if (inChangeSet) head.push(`Content-ID: ${part.id}`)
  const inner = [`${part.method} ${oneLine(part.url)} HTTP/1.1`]
  for (const [name, value] of Object.entries(part.headers)) inner.push(`${name}: ${oneLine(value)}`)
  // An empty line ends the headers; what follows is the body, or nothing.
  return [...head, '', ...inner, '', part.body ?? ''].join(CRLF)
}

/** A line break in a header or URL would begin something else. */
function oneLine(text: string): string {
  if (/[\r\n]/.test(text)) throw new InputError('a header or URL inside a batch has a line break')
  return text
}

/** An answer inside a batch. */
export interface PartAnswer {
  readonly id: string | undefined
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** A single answer, or those of a change set. */
export type AnswerEntry = PartAnswer | readonly PartAnswer[]

/** Reads by delimiters, never by Content-Length: proxies that rewrite bodies leave it wrong. */
export function readMultipart(text: string, contentType: string): readonly AnswerEntry[] {
  return split(text, boundaryOf(contentType)).map((part) => {
    const { headers, rest } = headed(part)
    const type = headers.get('content-type') ?? ''
    if (!/^multipart\//i.test(type)) return partAnswer(rest, headers)
    return split(rest, boundaryOf(type)).map((inner) => {
      const within = headed(inner)
      return partAnswer(within.rest, within.headers)
    })
  })
}

export function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const boundary = match?.[1] ?? match?.[2]
  if (boundary === undefined) throw new InputError('a multipart body without a boundary')
  return boundary
}

/** The parts between delimiters, which stand at the beginning of a line only. */
export function split(text: string, boundary: string): string[] {
  const parts: string[] = []
  const delimiter = `--${boundary}`
  let from = -1
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    const after = at + delimiter.length
    const closing = text.startsWith('--', after)
    const end = closing ? after + 2 : after
    if ((at > 0 && text[at - 1] !== '\n') || !/^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 200))) continue
    if (from >= 0) parts.push(text.slice(from, at).replace(/\r?\n$/, ''))
    if (closing) return parts
    from = text.indexOf('\n', end) + 1
    if (from === 0) return parts
  }
  return parts
}

/** Headers, and what follows them. */
export function headed(part: string): { headers: Map<string, string>; rest: string } {
  const headers = new Map<string, string>()
  let at = 0
  while (at < part.length) {
    const end = part.indexOf('\n', at)
    const line = (end < 0 ? part.slice(at) : part.slice(at, end)).replace(/\r$/, '')
    at = end < 0 ? part.length : end + 1
    if (line === '') break
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, rest: part.slice(at) }
}

function partAnswer(text: string, outer: ReadonlyMap<string, string>): PartAnswer {
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(line)?.[1] ?? Number.NaN)
  const { headers, rest } = headed(end < 0 ? '' : text.slice(end + 1))
  const id = outer.get('content-id') ?? headers.get('content-id')
  return { id, status, headers, body: rest }
}
