import { type Answer, ResponseMismatchError } from '@bpmcentr/core'
import { isObject } from '../dialect/shared.ts'
import { assertOptions } from '../query/options.ts'
import { encodeQuery, queryPairs } from '../query/queryText.ts'
import type { Place } from './place.ts'
import { annotate, annotationsOf } from './rows.ts'
import type { Service } from './service.ts'
import type { Task } from './task.ts'

const ENTITY_OPTIONS = new Set(['select', 'expand', 'compute', 'custom', 'ifNoneMatch'])
const COUNT_OPTIONS = new Set(['filter', 'search', 'custom'])

/** An entity, a singleton, or what a to-one navigation leads to. */
export function getTask(service: Service, place: Place, query: unknown): Task<unknown> {
  return {
    name: `${place.name}.get`,
    kind: 'read',
    input: inputOf(query),
    request() {
      const options = assertOptions(query, ENTITY_OPTIONS)
      return {
        method: 'GET',
        path: place.path(),
        query: encodeQuery(queryPairs(options, place.type, service), options.custom),
        headers: service.headers({ 'if-none-match': options.ifNoneMatch as string | undefined }),
      }
    },
    decode: (answer) => (answer.status === 304 ? undefined : entityOf(service, answer, place.type)),
  }
}

/** What plugins may see of a query: data only, since functions say nothing. */
export function inputOf(query: unknown): Readonly<Record<string, unknown>> {
  return isObject(query)
    ? Object.fromEntries(Object.entries(query).filter(([, value]) => typeof value !== 'function'))
    : {}
}

/** A row out of an answer, with the ETag of the header where the body has none. */
export function entityOf(service: Service, answer: Answer, type: string | undefined): unknown {
  if (answer.body === undefined) return undefined
  const row = service.rows.read(service.dialect.entity(answer.body), type)
  if (typeof row === 'object' && row !== null) tag(row, answer)
  return row
}

export function tag(row: object, answer: Answer): void {
  const etag = answer.header('etag') ?? undefined
  const id = answer.header('odata-entityid') ?? answer.header('location') ?? undefined
  const known = annotationsOf(row)
  if ((etag === undefined || known?.etag !== undefined) && (id === undefined || known?.id !== undefined)) return
  annotate(row, { raw: {}, ...known, etag: known?.etag ?? etag, id: known?.id ?? id })
}

/** The number of rows, as text behind `/$count`. */
export function countTask(service: Service, place: Place, query: unknown): Task<number> {
  return {
    name: `${place.name}.count`,
    kind: 'read',
    input: inputOf(query),
    request() {
      const options = assertOptions(query, COUNT_OPTIONS)
      return {
        method: 'GET',
        path: `${place.path()}/$count`,
        query: encodeQuery(queryPairs(options, place.type, service), options.custom),
        headers: service.headers({ accept: 'text/plain, */*;q=0.1' }, false),
        expect: 'text',
      }
    },
    decode({ body, status }) {
      // Some services begin it with a byte order mark.
      const count = Number(
        String(body)
          .replace(/^\uFEFF/, '')
          .trim() || Number.NaN,
      )
      if (Number.isSafeInteger(count)) return count
      throw new ResponseMismatchError('the answer is no number of rows', { reason: 'schema', status })
    },
  }
}

/** One property by itself. */
export function propertyTask(service: Service, place: Place, name: string): Task<unknown> {
  return {
    name: `${place.name}.get`,
    kind: 'read',
    input: {},
    request: () => ({ method: 'GET', path: place.path(), headers: service.headers() }),
    // Null is no content.
    decode: ({ body }) =>
      body === undefined ? null : service.rows.read(service.dialect.property(body, name), place.type),
  }
}

/** The bare value of a property, or the bytes of a media entity or stream. */
export function rawTask(
  service: Service,
  place: Place,
  expect: 'text' | 'bytes' | 'stream',
  suffix: '/$value' | '',
): Task<unknown> {
  return {
    name: `${place.name}.${expect === 'text' ? 'value' : expect}`,
    kind: 'read',
    input: {},
    request: () => ({
      method: 'GET',
      path: place.path() + suffix,
      headers: service.headers({ accept: '*/*' }, false),
      expect,
    }),
    decode: ({ body, status }) => (status === 204 ? undefined : body),
  }
}
