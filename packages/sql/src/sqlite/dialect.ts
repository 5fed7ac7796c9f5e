import type { Dialect } from '../statement/dialect.ts'
import { type Encoding, encodeWith, jsonText } from '../statement/encode.ts'

const encoding: Encoding = {
  boolean: (value) => (value ? 1 : 0),
  bigint: (value) => value,
  date: (value) => value.toISOString(),
  bytes: (value) => value,
  array: jsonText,
  // Infinity is a REAL like others; NaN becomes NULL, which would lose it without a word.
  nonFinite: undefined,
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  placeholder: () => '?',
  quote: { open: '"', close: '"' },
  nameLimit: { length: 1_000, unit: 'characters' },
  maxParameters: 32_766,
  encode: (value) => encodeWith(encoding, value),
  limit: (count) => `limit ${count}`,
  savepoint: (name) => ({ set: `savepoint ${name}`, release: `release ${name}`, back: `rollback to ${name}` }),
}
