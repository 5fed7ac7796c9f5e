import type { Failure, FailureKind } from '../driver/failure.ts'

/** https://www.sqlite.org/rescode.html – extended codes first, then the code in their lowest byte. */
const CODES: Readonly<Record<number, readonly [FailureKind, string]>> = {
  1555: ['conflict', 'unique_violation'],
  2067: ['conflict', 'unique_violation'],
  2579: ['conflict', 'unique_violation'],
  787: ['invalid', 'foreign_key_violation'],
  1299: ['invalid', 'not_null_violation'],
  275: ['invalid', 'check_violation'],
  3: ['permission', 'permission'],
  5: ['conflict', 'lock_timeout'],
  6: ['conflict', 'lock_timeout'],
  8: ['invalid', 'read_only'],
  9: ['canceled', 'canceled'],
  10: ['server', 'io_error'],
  11: ['server', 'corrupt'],
  13: ['server', 'out_of_resources'],
  14: ['unreachable', 'cannot_open'],
  18: ['invalid', 'too_large'],
  19: ['invalid', 'constraint_violation'],
  20: ['invalid', 'invalid_value'],
  23: ['permission', 'permission'],
  25: ['invalid', 'invalid_value'],
  26: ['server', 'not_a_database'],
}

/** A deferred transaction read, and another process wrote since: SQLITE_BUSY_SNAPSHOT. */
const SNAPSHOT = 517

const NUMBERS: Readonly<Record<string, number>> = {
  SQLITE_CONSTRAINT_PRIMARYKEY: 1555,
  SQLITE_CONSTRAINT_UNIQUE: 2067,
  SQLITE_CONSTRAINT_ROWID: 2579,
  SQLITE_CONSTRAINT_FOREIGNKEY: 787,
  SQLITE_CONSTRAINT_NOTNULL: 1299,
  SQLITE_CONSTRAINT_CHECK: 275,
  SQLITE_CONSTRAINT: 19,
  SQLITE_PERM: 3,
  SQLITE_BUSY: 5,
  SQLITE_BUSY_SNAPSHOT: SNAPSHOT,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_INTERRUPT: 9,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_TOOBIG: 18,
  SQLITE_MISMATCH: 20,
  SQLITE_AUTH: 23,
  SQLITE_RANGE: 25,
  SQLITE_NOTADB: 26,
  SQLITE_ERROR: 1,
}

export function judgeSqlite(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, errcode, message } = error as Error & { code?: unknown; errcode?: unknown }
  const number = typeof errcode === 'number' ? errcode : typeof code === 'string' ? numberOf(code) : undefined
  if (number === undefined) return driverFailure(code, message)
  const [kind, name] = number === SNAPSHOT ? RESTART : (CODES[number] ?? CODES[number & 0xff] ?? byWords(message))
  const field = /constraint failed: (?:\w+\.)?(\w+)/.exec(message)?.[1]
  return {
    kind,
    code: name,
    vendorCode: String(number),
    message,
    restart: number === SNAPSHOT,
    fatal: kind === 'unreachable',
    ...(field === undefined ? {} : { field }),
  }
}

const RESTART = ['conflict', 'serialization_failure'] as const

function numberOf(code: string): number | undefined {
  return NUMBERS[code] ?? NUMBERS[code.split('_').slice(0, 2).join('_')]
}

function byWords(message: string): readonly [FailureKind, string] {
  if (/no such table/.test(message)) return ['invalid', 'undefined_table']
  if (/no such column|has no column/.test(message)) return ['invalid', 'undefined_column']
  if (/syntax error|incomplete input|unrecognized token/.test(message)) return ['invalid', 'syntax_error']
  return ['invalid', 'invalid_statement']
}

/** What the drivers themselves refuse: a number of parameters that does not fit, a value too large. */
function driverFailure(code: unknown, message: string): Failure | undefined {
  if (code === 'ERR_INVALID_ARG_TYPE' || code === 'ERR_OUT_OF_RANGE' || code === 'ERR_INVALID_STATE')
    return { kind: 'invalid', code: 'invalid_value', message }
  if (
    /too (?:many|few) parameter|bigint is too (?:big|large)|more than one statement|too large to be represented/i.test(
      message,
    )
  )
    return { kind: 'invalid', code: 'invalid_statement', message }
  return undefined
}
