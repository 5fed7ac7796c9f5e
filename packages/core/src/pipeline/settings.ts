import type { LimiterStore } from '../limit/types.ts'
import type { Plugin } from '../plugin.ts'
import type { SchemaIssue } from '../schema.ts'
import type { Clock } from '../time.ts'
import type { Transport } from '../transport/types.ts'

/** Milliseconds for a whole call. */
export const DEFAULT_TIMEOUT = 120_000

export interface Mismatch {
  /** Such as `keycrm.orders.get`. */
  readonly operation: string
  /** Paths and expectations; never values. */
  readonly issues: readonly SchemaIssue[]
}

/** Options that every connector takes besides its own. */
export interface ClientOptions {
  readonly plugins?: readonly Plugin[] | undefined
  /** Default: ky over the platform's fetch. */
  readonly transport?: Transport | undefined
  /** Milliseconds for a whole call, queue and retries included. Default 120,000. */
  readonly timeout?: number | undefined
  /** Milliseconds for one attempt. Default: the connector's, else 30,000. */
  readonly attemptTimeout?: number | undefined
  /** Retries after the first attempt; `false` for none. Default: the connector's, else 3. */
  readonly retry?: number | false | undefined
  /**
   * What happens to an answer that does not fit its declared shape. `warn` (default): `onMismatch` is told, the answer is
   * handed over as it came. `strict`: a read throws ResponseMismatchError; a write never does. `off`: not checked.
   */
  readonly validation?: 'warn' | 'strict' | 'off' | undefined
  /** Told at most once a minute per operation. Default: a line on `console.warn`. */
  readonly onMismatch?: ((mismatch: Mismatch) => void) | undefined
  /** `false` switches client-side limits off; a vendor's 429 is still honoured. */
  readonly limits?: false | undefined
  /** Where limiter state lives. Default: shared by all clients of this process. */
  readonly limiterStore?: LimiterStore | undefined
  readonly clock?: Clock | undefined
  /** Cap on an answer's size, in bytes after decompression. */
  readonly maxBytes?: number | undefined
}

/** The names above, to tell them from a connector's own options. */
export const CLIENT_OPTIONS: readonly (keyof ClientOptions)[] = [
  'plugins',
  'transport',
  'timeout',
  'attemptTimeout',
  'retry',
  'validation',
  'onMismatch',
  'limits',
  'limiterStore',
  'clock',
  'maxBytes',
]
