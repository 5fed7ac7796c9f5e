import { type Answer, type CallOptions, InputError, type Pages } from '@bpmcentr/core'
import { isObject } from '../dialect/shared.ts'
import type { Argument, Invocation } from '../dialect/types.ts'
import { printFilter } from '../filter/print.ts'
import { itemType } from '../model/lookup.ts'
import type { EdmType, OperationDescriptor } from '../model.ts'
import { encodePath } from '../query/encode.ts'
import { toLiteral } from '../query/literals.ts'
import { encodeQuery } from '../query/queryText.ts'
import { EdmValue } from '../query/values.ts'
import { listPages } from './lists.ts'
import { member } from './payload.ts'
import type { Place } from './place.ts'
import { tag } from './reads.ts'
import type { Service } from './service.ts'
import type { Task } from './task.ts'

/** What a call may be told besides its parameters. */
export interface InvokeOptions {
  /** Without a model: an action may change data, a function does not. */
  readonly kind?: 'action' | 'function' | undefined
  /** V2 and V3: overrides what follows from the kind. */
  readonly method?: 'GET' | 'POST' | undefined
  readonly ifMatch?: string | undefined
  /** EDM type of the result, where the model does not tell: `Collection(Shop.Book)`. */
  readonly returns?: EdmType | undefined
  /** The result comes as rows in pages. */
  readonly list?: boolean | undefined
  /** Query options of a list, such as filter and top. */
  readonly query?: object | undefined
}

/** An operation as the model or the caller describes it. */
export interface Callee {
  /** Path of what it is bound to; undefined for imports. */
  readonly place: Place | undefined
  readonly name: string
  readonly descriptor: OperationDescriptor | undefined
}

function invocation(service: Service, callee: Callee, parameters: unknown, options: InvokeOptions): Invocation {
  const { descriptor, name, place } = callee
  const kind = descriptor?.kind ?? options.kind
  if (kind === undefined) throw new InputError('call: without a model give { kind: "action" } or { kind: "function" }')
  const args = Object.entries((parameters ?? {}) as object).flatMap(([parameter, value]) => {
    if (value === undefined) return []
    const type = descriptor?.parameters?.[parameter]
    if (descriptor?.parameters !== undefined && type === undefined) throw new InputError('call: no such parameter')
    return [argument(service, parameter, value, type)]
  })
  // Bound operations are called by their full name, imports by their own.
  const called = place === undefined ? name : (descriptor?.name ?? name)
  return service.dialect.invoke(
    kind,
    encodePath(called),
    args,
    place !== undefined,
    options.method ?? descriptor?.method,
  )
}

function argument(service: Service, name: string, value: unknown, type: EdmType | undefined): Argument {
  const json = member(service, value, type, 0)
  const complex = typeof value === 'object' && value !== null && isComplex(value)
  const literal = complex
    ? JSON.stringify(json)
    : printFilter(toLiteral(value, type, service), { version: service.dialect.version })
  return { name, literal, json, complex }
}

function isComplex(value: object): boolean {
  return !(value instanceof EdmValue || value instanceof Date || value instanceof Uint8Array)
}

function pathOf({ place }: Callee, segment: string): string {
  return place === undefined ? segment : `${place.path()}/${segment}`
}

export function callTask(service: Service, callee: Callee, parameters: unknown, options: InvokeOptions): Task<unknown> {
  const kind = callee.descriptor?.kind ?? options.kind
  return {
    name: callee.place === undefined ? callee.name : `${callee.place.name}.${callee.name}`,
    kind: kind === 'function' ? 'read' : 'action',
    input: isObject(parameters) ? parameters : {},
    request() {
      const { method, segment, query, json } = invocation(service, callee, parameters, options)
      const post = method === 'POST'
      return {
        method,
        path: pathOf(callee, segment),
        query: encodeQuery(query, undefined),
        headers: service.headers({
          // Also without a body: there are services that drop the parameters otherwise.
          'content-type': post ? service.dialect.contentType(service.style) : undefined,
          'if-match': options.ifMatch,
        }),
        ...(json === undefined ? {} : { json }),
      }
    },
    decode: (answer) => resultOf(service, callee, answer, options.returns ?? callee.descriptor?.returns),
  }
}

function resultOf(service: Service, { name }: Callee, answer: Answer, returns: EdmType | undefined): unknown {
  if (answer.body === undefined) return undefined
  const result = service.dialect.result(answer.body, name)
  const list = service.dialect.collection(result)?.items
  const read = service.rows.read(
    list !== undefined && returns !== undefined && itemType(returns) !== undefined ? list : result,
    returns,
  )
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) tag(read, answer)
  return read
}

/** A function whose result is a list of rows, page by page. */
export function callPages(
  service: Service,
  callee: Callee,
  parameters: unknown,
  options: InvokeOptions,
  call?: CallOptions,
): Pages<unknown> {
  const returns = options.returns ?? callee.descriptor?.returns
  const type = returns === undefined ? undefined : (itemType(returns) ?? returns)
  const base = callee.place ?? { name: callee.name, set: '', type, path: () => '' }
  const first = () => {
    const { method, segment, query } = invocation(service, callee, parameters, {
      ...options,
      kind: options.kind ?? 'function',
    })
    if (method !== 'GET') throw new InputError('call: only functions give lists in pages')
    return { path: pathOf(callee, segment), query: encodeQuery(query, undefined) }
  }
  const verb = callee.place === undefined ? 'call' : callee.name
  return listPages(service, { place: { ...base, type }, verb, first }, options.query, call)
}
