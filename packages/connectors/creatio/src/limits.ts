import { concurrency, type Limit } from '@bpmcentr/core'

/**
 * Creatio documents no limit a second. Calls of one session wait for each other on the server, so more at once only makes
 * them time out; one user a thread is what its documentation advises for heavy services.
 */
export function creatioLimits(): readonly Limit[] {
  return [concurrency(4)]
}

/** Rows an answer may have (system setting `MaxEntityRowCount`); a read of more fails instead of being cut. */
export const MAX_ROWS = 20_000

/** Rows asked for a page. */
export const PAGE = 500

/** Requests in one OData batch, since 7.16.1. https://academy.creatio.com/docs (batch requests) */
export const MAX_BATCH = 100
