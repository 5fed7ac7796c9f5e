import type { Dialect } from '../statement/dialect.ts'
import { type Encoding, encodeWith, jsonText } from '../statement/encode.ts'

const encoding: Encoding = {
  boolean: (value) => (value ? 1 : 0),
  bigint: String,
  // The session's zone is UTC.
  date: (value) => value.toISOString().slice(0, -1).replace('T', ' '),
  bytes: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  array: jsonText,
}

export const mysqlDialect: Dialect = {
  name: 'mysql',
  placeholder: () => '?',
  quote: { open: '`', close: '`' },
  nameLimit: { length: 64, unit: 'characters' },
  maxParameters: 65_535,
  encode: (value) => encodeWith(encoding, value),
  limit: (count) => `limit ${count}`,
  savepoint: (name) => ({
    set: `savepoint ${name}`,
    release: `release savepoint ${name}`,
    back: `rollback to savepoint ${name}`,
  }),
}
