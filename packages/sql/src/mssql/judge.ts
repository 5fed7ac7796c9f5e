import type { Failure, FailureKind } from '../driver/failure.ts'
import { judgeSocket } from '../driver/network.ts'

/** https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors */
const CODES: Readonly<Record<number, readonly [FailureKind, string]>> = {
  2601: ['conflict', 'unique_violation'],
  2627: ['conflict', 'unique_violation'],
  515: ['invalid', 'not_null_violation'],
  547: ['invalid', 'constraint_violation'],
  1205: ['conflict', 'deadlock'],
  3960: ['conflict', 'serialization_failure'],
  1222: ['conflict', 'lock_timeout'],
  102: ['invalid', 'syntax_error'],
  156: ['invalid', 'syntax_error'],
  207: ['invalid', 'undefined_column'],
  208: ['invalid', 'undefined_table'],
  229: ['permission', 'permission'],
  230: ['permission', 'permission'],
  262: ['permission', 'permission'],
  245: ['invalid', 'invalid_value'],
  8114: ['invalid', 'invalid_value'],
  8115: ['invalid', 'invalid_value'],
  2628: ['invalid', 'invalid_value'],
  8152: ['invalid', 'invalid_value'],
  3906: ['invalid', 'read_only'],
  4060: ['notFound', 'database_not_found'],
  18456: ['authentication', 'authentication'],
  10928: ['busy', 'too_many_connections'],
  40501: ['busy', 'too_many_connections'],
  6005: ['lost', 'server_shutdown'],
  596: ['lost', 'server_shutdown'],
}

const OF_DRIVER: Readonly<Record<string, readonly [FailureKind, string]>> = {
  ECANCEL: ['canceled', 'canceled'],
  ETIMEOUT: ['timeout', 'statement_timeout'],
  ELOGIN: ['authentication', 'authentication'],
  EABORT: ['conflict', 'serialization_failure'],
}

export function judgeMssql(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { number, code, message, cause } = error as Error & { number?: unknown; code?: unknown }
  if (typeof number === 'number') {
    const [kind, name] = number === 547 ? byWords(message) : (CODES[number] ?? ['invalid', 'invalid_statement'])
    return {
      kind,
      code: name,
      vendorCode: String(number),
      message,
      restart: number === 1205 || number === 3960,
      fatal: kind === 'lost',
    }
  }
  const socket = judgeSocket(cause) ?? judgeSocket(error)
  const known = typeof code === 'string' ? OF_DRIVER[code] : undefined
  if (known !== undefined)
    return { kind: known[0], code: known[1], vendorCode: String(code), message, fatal: known[0] === 'authentication' }
  return socket
}

/** 547 stands for foreign keys and checks. */
function byWords(message: string): readonly [FailureKind, string] {
  return ['invalid', /\bCHECK\b/.test(message) ? 'check_violation' : 'foreign_key_violation']
}
