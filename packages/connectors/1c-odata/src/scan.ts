import {
  type CallOptions,
  isConnectorError,
  NetworkError,
  type Pages,
  ResponseMismatchError,
  TimeoutError,
} from '@bpmcentr/core'

export interface ScanQuery {
  /** Entities of the first page. Default 20. */
  readonly probe?: number | undefined
  /** Bytes a page should have, as JSON. Default 32 MB. */
  readonly pageBytes?: number | undefined
  /** Entities a page at most. Default 1000. */
  readonly most?: number | undefined
}

const PROBE = 20
const PAGE_BYTES = 32_000_000
const MOST = 1_000
/** After a failure a page is that much smaller. */
const SHRINK = 4
/** Answers that would be the same for a smaller page. */
const PERMANENT: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 501])

/** What of a set is read. */
interface Listed {
  list(query: Readonly<Record<string, unknown>>, options: CallOptions): Pages<never>
}

/**
 * Reads a whole set in pages that fit its weight. `$top` counts entities, and one document or record set may weigh
 * megabytes: the first page is small, the others as large as `pageBytes` allows. A page that fails is asked for again from
 * the same offset, a quarter as large.
 */
export async function* scan(
  set: Listed,
  query: ScanQuery & Readonly<Record<string, unknown>> = {},
  options: CallOptions = {},
): AsyncGenerator<unknown, void, undefined> {
  const {
    probe = PROBE,
    pageBytes = PAGE_BYTES,
    most = MOST,
    top = Number.POSITIVE_INFINITY,
    skip = 0,
    ...rest
  } = query
  const end = (skip as number) + (top as number)
  let offset = skip as number
  let size = Math.min(probe, most)
  let ceiling = most
  while (offset < end) {
    const asked = Math.min(size, end - offset)
    let rows: readonly unknown[]
    try {
      const page = { ...rest, top: asked, skip: offset, pageSize: asked }
      rows = await set.list(page, { retry: 1, ...options }).all({ max: asked })
    } catch (error) {
      if (asked <= 1 || !mayFitSmaller(error)) throw error
      ceiling = Math.max(1, Math.floor(asked / SHRINK))
      size = ceiling
      continue
    }
    yield* rows
    if (rows.length < asked) return
    offset += rows.length
    const weight = new TextEncoder().encode(JSON.stringify(rows)).length / rows.length
    size = Math.max(1, Math.min(ceiling, most, Math.floor(pageBytes / weight)))
  }
}

function mayFitSmaller(error: unknown): boolean {
  if (!isConnectorError(error)) return false
  if (error instanceof NetworkError || error instanceof TimeoutError || error instanceof ResponseMismatchError)
    return true
  // A refusal by the configuration's own code has nothing to do with size.
  return error.status !== undefined && !PERMANENT.has(error.status) && error.code !== 'business_error'
}
