import type { Failure, FailureKind } from '../driver/failure.ts'
import { judgeSocket } from '../driver/network.ts'

/**
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html,
 * https://mariadb.com/docs/server/reference/error-codes
 */
const CODES: Readonly<Record<number, readonly [FailureKind, string]>> = {
  1022: ['conflict', 'unique_violation'],
  1062: ['conflict', 'unique_violation'],
  1586: ['conflict', 'unique_violation'],
  1216: ['invalid', 'foreign_key_violation'],
  1217: ['invalid', 'foreign_key_violation'],
  1451: ['invalid', 'foreign_key_violation'],
  1452: ['invalid', 'foreign_key_violation'],
  1048: ['invalid', 'not_null_violation'],
  1364: ['invalid', 'not_null_violation'],
  3819: ['invalid', 'check_violation'],
  4025: ['invalid', 'check_violation'],
  1213: ['conflict', 'deadlock'],
  1020: ['conflict', 'serialization_failure'],
  1205: ['conflict', 'lock_timeout'],
  3572: ['conflict', 'lock_timeout'],
  1317: ['canceled', 'canceled'],
  1969: ['timeout', 'statement_timeout'],
  3024: ['timeout', 'statement_timeout'],
  1040: ['busy', 'too_many_connections'],
  1203: ['busy', 'too_many_connections'],
  1226: ['busy', 'too_many_connections'],
  1045: ['authentication', 'authentication'],
  1698: ['authentication', 'authentication'],
  1049: ['notFound', 'database_not_found'],
  1044: ['permission', 'permission'],
  1142: ['permission', 'permission'],
  1143: ['permission', 'permission'],
  1227: ['permission', 'permission'],
  1370: ['permission', 'permission'],
  1064: ['invalid', 'syntax_error'],
  1146: ['invalid', 'undefined_table'],
  1054: ['invalid', 'undefined_column'],
  1290: ['invalid', 'read_only'],
  1792: ['invalid', 'read_only'],
  1836: ['invalid', 'read_only'],
  1153: ['invalid', 'too_large'],
  1021: ['server', 'out_of_resources'],
  1041: ['server', 'out_of_resources'],
  1114: ['server', 'out_of_resources'],
  1053: ['lost', 'server_shutdown'],
  1927: ['lost', 'server_shutdown'],
  2006: ['lost', 'reset'],
  2013: ['lost', 'reset'],
  3140: ['invalid', 'invalid_value'],
  1366: ['invalid', 'invalid_value'],
}

/** By the class of the SQLSTATE. */
const CLASSES: Readonly<Record<string, readonly [FailureKind, string]>> = {
  '01': ['invalid', 'invalid_value'],
  '08': ['lost', 'reset'],
  '21': ['invalid', 'invalid_statement'],
  '22': ['invalid', 'invalid_value'],
  '23': ['invalid', 'constraint_violation'],
  '28': ['authentication', 'authentication'],
  '42': ['invalid', 'invalid_statement'],
  '44': ['invalid', 'constraint_violation'],
  '45': ['invalid', 'raised'],
}

export function judgeMysql(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { errno, code, sqlState, message } = error as Error & { errno?: unknown; code?: unknown; sqlState?: unknown }
  if (typeof errno === 'number' && errno >= 1000) {
    const [kind, name] = CODES[errno] ?? CLASSES[String(sqlState).slice(0, 2)] ?? ['server', 'server_error']
    const field =
      kind === 'invalid' ? /(?:Column|Field|column|constraint) [`']([^`']{1,64})[`']/.exec(message)?.[1] : undefined
    return {
      kind,
      code: name,
      vendorCode: String(errno),
      message,
      restart: errno === 1213 || errno === 1020,
      fatal: kind === 'lost' || errno === 1153,
      ...(field === undefined ? {} : { field }),
    }
  }
  if (code === 'PROTOCOL_CONNECTION_LOST') return { kind: 'lost', code: 'reset', message, fatal: true }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return { kind: 'unreachable', code: 'tls', message, fatal: true }
  const socket = judgeSocket(error)
  if (socket !== undefined) return socket
  if (typeof code === 'string' && /^(?:AUTH_|HANDSHAKE_)/.test(code))
    return { kind: 'authentication', code: 'authentication', vendorCode: code, message, fatal: true }
  if (/closed state|connection is closed|after fatal error/i.test(message))
    return { kind: 'lost', code: 'reset', message, fatal: true }
  return undefined
}
