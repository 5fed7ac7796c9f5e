export type DialectName = 'postgres' | 'mysql' | 'mssql' | 'oracle' | 'sqlite'

export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable' | 'snapshot'

/** What differs in the text of SQL. */
export interface Dialect {
  readonly name: DialectName
  /** The placeholder of the parameter with this number, 1 for the first. */
  placeholder(position: number): string
  readonly quote: { readonly open: string; readonly close: string }
  /** Of one name. PostgreSQL cuts longer ones off silently, which would name something else. */
  readonly nameLimit: { readonly length: number; readonly unit: 'bytes' | 'characters' }
  readonly maxParameters: number
  /** A value as the driver takes it. @throws InputError for what has no form in SQL */
  encode(value: unknown): unknown
  /** `limit` for a query that ends in `order by`. */
  limit(count: number): string
  savepoint(name: string): { readonly set: string; readonly release: string | undefined; readonly back: string }
}
