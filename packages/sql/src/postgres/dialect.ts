import type { Dialect } from '../statement/dialect.ts'
import { type Encoding, encodeWith } from '../statement/encode.ts'

const encoding: Encoding = {
  boolean: (value) => value,
  bigint: String,
  date: (value) => value.toISOString(),
  bytes: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  array: (value) => arrayLiteral(value),
  nonFinite: String,
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  placeholder: (position) => `$${position}`,
  quote: { open: '"', close: '"' },
  nameLimit: { length: 63, unit: 'bytes' },
  maxParameters: 65_535,
  encode: (value) => encodeWith(encoding, value),
  limit: (count) => `limit ${count}`,
  savepoint: (name) => ({
    set: `savepoint ${name}`,
    release: `release savepoint ${name}`,
    back: `rollback to savepoint ${name}`,
  }),
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayLiteral(items: readonly unknown[]): string {
  return `{${items.map((item) => (Array.isArray(item) ? arrayLiteral(item) : arrayItem(item))).join(',')}}`
}

function arrayItem(item: unknown): string {
  const text = plainText(encodeWith(encoding, item))
  return text === undefined ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** An encoded value in the text form of PostgreSQL; undefined for NULL. */
export function plainText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value)
}
