import { readFileSync } from 'node:fs'
import type { Transport, TransportRequest } from '@bpmcentr/core'
import { type AnyModel, type ODataOptions, type ODataVersion, odata, type StandaloneClient } from '../../src/index.ts'

export interface Recorded {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer as it was recorded from a server: status line, headers, an empty line, the body. */
export function recorded(name: string): Recorded {
  const text = readFileSync(new URL(`../fixtures/wire/${name}.response.http`, import.meta.url), 'utf8')
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text) ?? []
  const [line = '', ...lines] = head.split(/\r?\n/)
  const headers = Object.fromEntries(
    lines.map((each) => [each.slice(0, each.indexOf(':')).toLowerCase(), each.slice(each.indexOf(':') + 1).trim()]),
  )
  return { status: Number(line.split(' ')[1]), headers, body }
}

/** A client that is given these answers, one after the other. */
export function replay<const V extends ODataVersion>(
  version: V,
  answers: readonly Recorded[],
  options: Partial<ODataOptions<V>> = {},
) {
  const requests: TransportRequest[] = []
  const transport: Transport = {
    name: 'replay',
    async send(request) {
      const answer = answers[requests.length]
      requests.push(request)
      if (answer === undefined) throw new Error('no more answers')
      return {
        status: answer.status,
        header: (name) => answer.headers[name.toLowerCase()] ?? null,
        headers: () => Object.entries(answer.headers),
        text: async () => answer.body,
        bytes: async () => new TextEncoder().encode(answer.body),
        stream: () => new Blob([answer.body]).stream() as ReadableStream<Uint8Array>,
        discard: async () => {},
      }
    },
  }
  const own: ODataOptions<V> = { baseUrl: 'http://svc-01.example/odata/', transport, retry: false, ...options }
  const client: StandaloneClient<AnyModel, V> = odata<V>({ ...own, version })
  return { client, requests }
}

export function jsonAnswer(body: unknown, status = 200): Recorded {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
