import type { Dialect } from '../statement/dialect.ts'
import { type Encoding, encodeWith, jsonText } from '../statement/encode.ts'

const encoding: Encoding = {
  boolean: (value) => value,
  bigint: (value) => value,
  date: (value) => value,
  bytes: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  array: jsonText,
}

export const mssqlDialect: Dialect = {
  name: 'mssql',
  placeholder: (position) => `@p${position}`,
  quote: { open: '[', close: ']' },
  nameLimit: { length: 128, unit: 'characters' },
  maxParameters: 2_100,
  encode: (value) => encodeWith(encoding, value),
  limit: (count) => `offset 0 rows fetch next ${count} rows only`,
  savepoint: (name) => ({ set: `save transaction ${name}`, release: undefined, back: `rollback transaction ${name}` }),
}
