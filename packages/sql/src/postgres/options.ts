import type { ServerOptions } from '../driver/options.ts'

export interface PostgresOptions extends ServerOptions {
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string | undefined
  /** How rows are written in bulk. `copy` (default) is the fastest; `unnest` is for what speaks the protocol but has no COPY. */
  readonly bulk?: 'copy' | 'unnest' | undefined
}
