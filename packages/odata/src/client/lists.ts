import {
  type Answer,
  type CallOptions,
  listOperation,
  type PageCursor,
  type Pages,
  type RequestSpec,
  ResponseMismatchError,
} from '@bpmcentr/core'
import type { Envelope } from '../dialect/types.ts'
import { assertOptions, type QueryInput } from '../query/options.ts'
import { encodeQuery, queryPairs } from '../query/queryText.ts'
import { resolveLink } from './links.ts'
import { fitUrl, unwrap } from './longUrl.ts'
import { type Position, Reading } from './paging.ts'
import type { Place } from './place.ts'
import { inputOf } from './reads.ts'
import type { ServiceRequest } from './request.ts'
import type { Service } from './service.ts'
import { anything, toSpec } from './task.ts'

/** What a list asks for, when it is not the plain set. */
export interface ListSource {
  readonly place: Place
  /** Such as `list`. */
  readonly verb: string
  /** The first page's path and query, when they are not the place's. */
  readonly first?: (() => { readonly path: string; readonly query: string }) | undefined
  /** A link to begin with instead of the place. */
  readonly link?: (() => string) | undefined
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Told of each page's envelope, for what is not rows. */
  readonly seen?: ((envelope: Envelope, request: RequestSpec) => void) | undefined
}

/** Rows page by page, by the links of the service or by our own counting. */
export function listPages<T>(service: Service, source: ListSource, query: unknown, options?: CallOptions): Pages<T> {
  const { place, verb } = source
  const name = service.name(`${place.name}.${verb}`)
  let reading: Reading | undefined
  let read: { readonly answer: Answer; readonly envelope: Envelope } | undefined
  const open = () => {
    reading ??= new Reading(service, place, assertOptions(query))
    return reading
  }
  const envelopeOf = (answer: Answer): Envelope => {
    if (read?.answer !== answer)
      read = { answer, envelope: envelopeIn(service, unwrap(service, answer, { name, kind: 'read' })) }
    return read.envelope
  }
  const list = listOperation<unknown, T>({
    summary: `List ${place.name}`,
    input: anything,
    item: anything,
    request: () => ({ method: 'GET', path: '' }),
    items: (_body, answer) => service.rows.read(envelopeOf(answer).items, place.type),
    pages: {
      type: 'odata',
      start: () =>
        source.link === undefined ? '' : { link: resolveLink(source.link(), service.root, service.root, undefined) },
      apply: (_request, cursor) => pageRequest(service, source, open(), cursor),
      next(cursor, { items, answer, request }) {
        const envelope = envelopeOf(answer)
        source.seen?.(envelope, request)
        const url = request.path + (typeof request.query === 'string' ? `?${request.query}` : '')
        const link =
          envelope.next === undefined ? undefined : resolveLink(envelope.next, service.root, url, envelope.context)
        if (link !== undefined && link === (cursor as Position).link) {
          throw new ResponseMismatchError('the next page is the page just read; reading on would never end', {
            reason: 'paging',
          })
        }
        return open().next(cursor as Position | '', items, link) as PageCursor | undefined
      },
      total: (_body, answer) => envelopeOf(answer).count,
    },
  })
  return service.client.run(name, list, inputOf(query), options)
}

function envelopeIn(service: Service, answer: Answer): Envelope {
  const envelope = service.dialect.collection(answer.body)
  if (envelope !== undefined) return envelope
  // No content is no rows: some services answer so to a navigation that leads nowhere.
  if (answer.body === undefined)
    return { items: [], count: undefined, next: undefined, delta: undefined, context: undefined }
  throw new ResponseMismatchError('the answer is no collection', { reason: 'schema', status: answer.status })
}

function pageRequest(service: Service, source: ListSource, reading: Reading, cursor: PageCursor): RequestSpec {
  const { prefer, ...others } = source.headers ?? {}
  const preferences = [reading.prefer, prefer].filter((each) => each !== undefined).join(', ')
  const headers = service.headers({ ...others, prefer: preferences === '' ? undefined : preferences })
  const position = cursor as Position | ''
  // A link is followed as it came: it holds the whole question.
  if (position !== '' && position.link !== undefined)
    return { ...toSpec(service, { method: 'GET', path: '', headers }), path: position.link }
  const options: QueryInput = reading.options(position)
  const own = encodeQuery(queryPairs(options, source.place.type, service), options.custom)
  const first = source.first?.() ?? { path: source.place.path(), query: '' }
  const query = [first.query, own].filter((part) => part !== '').join('&')
  const request: ServiceRequest = { method: 'GET', path: first.path, query, headers }
  return toSpec(service, fitUrl(service, request))
}
