import type { Failure, FailureKind } from '../driver/failure.ts'
import { judgeSocket } from '../driver/network.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const EXACT: Readonly<Record<string, readonly [FailureKind, string]>> = {
  '23505': ['conflict', 'unique_violation'],
  '23P01': ['conflict', 'exclusion_violation'],
  '23503': ['invalid', 'foreign_key_violation'],
  '23502': ['invalid', 'not_null_violation'],
  '23514': ['invalid', 'check_violation'],
  '40001': ['conflict', 'serialization_failure'],
  '40P01': ['conflict', 'deadlock'],
  '55P03': ['conflict', 'lock_timeout'],
  '57P01': ['lost', 'server_shutdown'],
  '57P02': ['lost', 'server_shutdown'],
  '57P03': ['unreachable', 'server_starting'],
  '57P05': ['lost', 'idle_timeout'],
  '25P03': ['lost', 'idle_timeout'],
  '53300': ['busy', 'too_many_connections'],
  '3D000': ['notFound', 'database_not_found'],
  '42501': ['permission', 'permission'],
  '42601': ['invalid', 'syntax_error'],
  '42P01': ['invalid', 'undefined_table'],
  '42703': ['invalid', 'undefined_column'],
  '25006': ['invalid', 'read_only'],
  '25P02': ['invalid', 'failed_transaction'],
  P0001: ['invalid', 'raised'],
}

const BY_CLASS: Readonly<Record<string, readonly [FailureKind, string]>> = {
  '08': ['lost', 'reset'],
  '22': ['invalid', 'invalid_value'],
  '23': ['invalid', 'constraint_violation'],
  '28': ['authentication', 'authentication'],
  '40': ['conflict', 'serialization_failure'],
  '53': ['server', 'out_of_resources'],
  '58': ['server', 'server_error'],
  XX: ['server', 'server_error'],
}

export function judgePostgres(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, message, column, constraint, severity } = error as Error & {
    code?: string
    column?: string
    constraint?: string
    severity?: string
  }
  if (typeof code === 'string' && severity !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
    const [kind, name] = code === '57014' ? stopped(message) : known(code)
    const field = column ?? constraint
    return {
      kind,
      code: name,
      vendorCode: code,
      message,
      restart: code.startsWith('40'),
      fatal: kind === 'lost' || severity === 'FATAL' || severity === 'PANIC',
      ...(field === undefined ? {} : { field }),
    }
  }
  const socket = judgeSocket(error)
  if (socket !== undefined) return socket
  if (/^SASL|password must be a string/i.test(message))
    return { kind: 'authentication', code: 'authentication', message, fatal: true }
  if (/does not support SSL/.test(message)) return { kind: 'unreachable', code: 'tls', message, fatal: true }
  // The driver's own words, which have no codes.
  if (/connection (?:terminated|ended|error|timeout)|not queryable|was closed|timeout expired/i.test(message))
    return { kind: 'lost', code: 'reset', message, fatal: true }
  return undefined
}

function known(code: string): readonly [FailureKind, string] {
  return EXACT[code] ?? BY_CLASS[code.slice(0, 2)] ?? ['invalid', 'invalid_statement']
}

/** 57014 says only that the statement was stopped; why is in the words. */
function stopped(message: string): readonly [FailureKind, string] {
  return /statement timeout/.test(message) ? ['timeout', 'statement_timeout'] : ['canceled', 'canceled']
}
