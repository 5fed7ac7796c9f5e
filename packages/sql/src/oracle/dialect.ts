import type { Dialect } from '../statement/dialect.ts'
import { type Encoding, encodeWith, jsonText } from '../statement/encode.ts'

const encoding: Encoding = {
  boolean: (value) => (value ? 1 : 0),
  // Oracle's NUMBER has 38 digits; text is converted without loss.
  bigint: String,
  date: (value) => value,
  bytes: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  array: jsonText,
}

export const oracleDialect: Dialect = {
  name: 'oracle',
  placeholder: (position) => `:${position}`,
  quote: { open: '"', close: '"' },
  nameLimit: { length: 128, unit: 'bytes' },
  maxParameters: 32_767,
  encode: (value) => encodeWith(encoding, value),
  limit: (count) => `fetch first ${count} rows only`,
  savepoint: (name) => ({ set: `savepoint ${name}`, release: undefined, back: `rollback to savepoint ${name}` }),
}
