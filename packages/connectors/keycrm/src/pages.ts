import { type PageStrategy, pageNumberPages } from '@bpmcentr/core'
import { MAX_PAGE } from './query.ts'

/** KeyCRM counts pages from 1; `limit` is the size of a page. Its `next_page_url` drops limit, filter and include, so it is not followed. */
export const byPage: PageStrategy = pageNumberPages({
  size: MAX_PAGE,
  max: MAX_PAGE,
  pageParam: 'page',
  sizeParam: 'limit',
  // Saves the last, empty page. A missing key says nothing, so the number of rows decides then.
  hasMore: (body) => (body?.next_page_url === null ? false : undefined),
  total: (body) => (typeof body?.total === 'number' ? body.total : undefined),
})
