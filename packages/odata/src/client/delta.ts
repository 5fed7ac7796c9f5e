import { type CallOptions, InputError } from '@bpmcentr/core'
import { listPages } from './lists.ts'
import type { Place } from './place.ts'
import { annotationsOf } from './rows.ts'
import type { Service } from './service.ts'
import type { DeltaPages, Removed } from './types.ts'

/** Rows, and the link to what changes after them. With a link: what changed since. */
export function deltaPages(
  service: Service,
  place: Place,
  { link, query }: { readonly link?: string | undefined; readonly query?: unknown },
  call?: CallOptions,
): DeltaPages<Readonly<Record<string, unknown>>> {
  if (!service.dialect.delta) throw new InputError(`track: not possible in OData ${service.dialect.version}`)
  let deltaLink: string | undefined
  const source = {
    place,
    verb: link === undefined ? 'track' : 'changes',
    ...(link === undefined ? {} : { link: () => link }),
    headers: { prefer: link === undefined ? 'odata.track-changes' : undefined },
    seen: ({ delta }: { delta: string | undefined }) => {
      if (delta !== undefined) deltaLink = delta
    },
  }
  const pages = listPages<Readonly<Record<string, unknown>>>(service, source, query, call)
  return {
    get deltaLink() {
      return deltaLink
    },
    async *[Symbol.asyncIterator]() {
      for await (const row of pages) yield removedOf(row) ?? row
    },
  }
}

/** 4.0 says it by the context of the item, 4.01 by an annotation. */
function removedOf(row: Readonly<Record<string, unknown>>): Removed | undefined {
  const raw = annotationsOf(row)?.raw ?? {}
  const mark = raw['@removed'] ?? raw['@odata.removed']
  if (typeof mark === 'object' && mark !== null) {
    return {
      '~removed': {
        id: text(raw['@id'] ?? raw['@odata.id'] ?? row.id),
        reason: text((mark as { reason?: unknown }).reason),
      },
    }
  }
  const context = text(raw['@odata.context'] ?? raw['@context'])
  if (context?.endsWith('/$deletedEntity') !== true) return undefined
  return { '~removed': { id: text(row.id), reason: text(row.reason) } }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Whether an item of a delta says that something is gone. */
export function isRemoved(item: object): item is Removed {
  return '~removed' in item
}
