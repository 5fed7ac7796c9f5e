import { InputError } from '@bpmcentr/core'
import type { ServiceRequest } from '../client/request.ts'
import type { Service } from '../client/service.ts'
import type { BatchItem } from './items.ts'
import type { BatchPart } from './multipart.ts'

/** A request as a part of a batch. */
export function partOf(service: Service, item: BatchItem<unknown>): BatchPart & { readonly json: unknown } {
  const request = item.task.request()
  return {
    id: item.contentId,
    method: request.method,
    url: urlOf(service, request),
    headers: innerHeaders(service, request.headers),
    body: bodyOf(request),
    json: request.json,
  }
}

function urlOf(service: Service, { path, query = '' }: ServiceRequest): string {
  const relative = query === '' ? path : `${path}?${query}`
  const style = service.options.batch?.urls ?? 'relative'
  // What an earlier request makes has no address of its own yet.
  if (style === 'relative' || path.startsWith('$')) return relative
  return (style === 'absolute' ? service.root : new URL(service.root).pathname) + relative
}

/** The version and the service's own headers stand on the batch itself. */
function innerHeaders(service: Service, headers: Readonly<Record<string, string>>): Record<string, string> {
  const outer = new Set([
    ...Object.keys(service.dialect.headers),
    ...Object.keys(service.options.headers ?? {}).map((name) => name.toLowerCase()),
  ])
  const inner: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!outer.has(name)) inner[name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())] = value
  }
  return inner
}

function bodyOf({ json, body }: ServiceRequest): string | undefined {
  if (json !== undefined) return JSON.stringify(json)
  const made = body?.make()
  if (made === undefined || typeof made === 'string') return made
  throw new InputError('a batch holds JSON and text only; send bytes and streams by themselves')
}
