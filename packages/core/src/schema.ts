/** One thing a schema found wrong: where, and what was expected there. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

export type SchemaResult<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } }

/**
 * What core needs of a schema. Structural on purpose: zod 4 schemas fit, and naming zod's own class here would make every
 * operation ten times slower to type-check.
 */
export interface Schema<T> {
  safeParse(data: unknown): SchemaResult<T>
}

/** A schema, or a thunk that makes it: connectors have hundreds, so they are built when first used, not at import. */
export type SchemaSource<T> = Schema<T> | (() => Schema<T>)

/** Memoises a schema builder: `const Order = schema(() => z.looseObject({ … }))`, then `Order()`. */
export function schema<S>(build: () => S): () => S {
  let built: S | undefined
  return () => (built ??= build())
}

export function resolveSchema<T>(source: SchemaSource<T>): Schema<T> {
  return typeof source === 'function' ? source() : source
}

/** `orders[2].buyer.email: expected string` – the form in which every error of this SDK names a place in the data. */
export function describeIssue(issue: SchemaIssue): string {
  let where = ''
  for (const key of issue.path) {
    if (typeof key === 'number') where += `[${key}]`
    else where += where === '' ? String(key) : `.${String(key)}`
  }
  return where === '' ? issue.message : `${where}: ${issue.message}`
}
