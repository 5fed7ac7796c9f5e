import { type PageStrategy, ResponseMismatchError } from '@bpmcentr/core'

interface Meta {
  readonly totalCount?: unknown
  readonly pageCount?: unknown
  readonly currentPage?: unknown
}

/**
 * Rozetka counts pages from 1 and tells the number of pages in `content._meta`. Its page size is not documented for every
 * list and may be smaller than asked, so only `_meta` decides whether there is more. `param` is the parameter for the size,
 * `size` what is asked where the input names none.
 */
export function metaPages({ param, size }: { readonly param?: string; readonly size?: number } = {}): PageStrategy {
  const sizeFor = (input: unknown) => (param === undefined ? undefined : (numberIn(input, param) ?? size))
  return {
    type: 'pageNumber',
    start: (input) => numberIn(input, 'page') ?? 1,
    apply(request, cursor, input) {
      const rows = sizeFor(input)
      const own = typeof request.query === 'object' ? request.query : {}
      return {
        ...request,
        query: { ...own, page: cursor as number, ...(param !== undefined && rows !== undefined && { [param]: rows }) },
      }
    },
    next(cursor, { body, items }) {
      const meta = metaIn(body)
      if (typeof meta?.pageCount !== 'number') {
        // An empty list may do without; a full page that does not say whether it is the last one must not look like the end.
        if (items.length === 0) return undefined
        throw new ResponseMismatchError('the page does not say how many pages there are', { reason: 'paging' })
      }
      const page = cursor as number
      // Past the end, the framework behind this API gives the last page again.
      const shown = typeof meta.currentPage === 'number' ? meta.currentPage : page
      return page < meta.pageCount && shown === page ? page + 1 : undefined
    },
    total(body) {
      const total = metaIn(body)?.totalCount
      return typeof total === 'number' ? total : undefined
    },
  }
}

/** Lists whose size of a page can be chosen. */
export const sizedPages: PageStrategy = metaPages({ param: 'pageSize', size: 100 })

/** Lists whose size of a page is the vendor's. */
export const fixedPages: PageStrategy = metaPages()

function metaIn(body: unknown): Meta | undefined {
  const content = (body as { content?: unknown } | null | undefined)?.content
  return (content as { _meta?: Meta } | null | undefined)?._meta
}

function numberIn(input: unknown, name: string): number | undefined {
  const value = (input as Record<string, unknown> | null | undefined)?.[name]
  return typeof value === 'number' ? value : undefined
}
