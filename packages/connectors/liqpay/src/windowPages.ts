import type { PageStrategy } from '@bpmcentr/core'

interface Range {
  readonly date_from: number
  readonly date_to: number
  readonly window?: number | undefined
}

/**
 * Pages of an API without paging: windows of time, each one request. Neighbours share their border, since it is not
 * documented whether `date_to` belongs to a window; rows that come twice are dropped by their key.
 */
export function windowPages(standard: number): PageStrategy {
  const end = (cursor: unknown, { date_to, window = standard }: Range) => Math.min(Number(cursor) + window, date_to)
  return {
    type: 'window',
    start: (input) => (input as Range).date_from,
    apply: (request, cursor, input) => ({
      ...request,
      json: { ...(request.json as object), date_from: cursor, date_to: end(cursor, input as Range) },
    }),
    next(cursor, _page, input) {
      const next = end(cursor, input as Range)
      return next < (input as Range).date_to ? next : undefined
    },
  }
}
