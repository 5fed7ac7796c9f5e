import type { Failure, FailureKind } from '../driver/failure.ts'
import { judgeSocket } from '../driver/network.ts'

/** https://docs.oracle.com/en/error-help/db/, and the driver's own: https://node-oracledb.readthedocs.io/en/latest/user_guide/exception_handling.html */
const CODES: Readonly<Record<string, readonly [FailureKind, string]>> = {
  'ORA-00001': ['conflict', 'unique_violation'],
  'ORA-02291': ['invalid', 'foreign_key_violation'],
  'ORA-02292': ['invalid', 'foreign_key_violation'],
  'ORA-01400': ['invalid', 'not_null_violation'],
  'ORA-01407': ['invalid', 'not_null_violation'],
  'ORA-02290': ['invalid', 'check_violation'],
  'ORA-00060': ['conflict', 'deadlock'],
  'ORA-08177': ['conflict', 'serialization_failure'],
  'ORA-00054': ['conflict', 'lock_timeout'],
  'ORA-30006': ['conflict', 'lock_timeout'],
  'ORA-00942': ['invalid', 'undefined_table'],
  'ORA-00904': ['invalid', 'undefined_column'],
  'ORA-00900': ['invalid', 'syntax_error'],
  'ORA-00923': ['invalid', 'syntax_error'],
  'ORA-00933': ['invalid', 'syntax_error'],
  'ORA-00936': ['invalid', 'syntax_error'],
  'ORA-01456': ['invalid', 'read_only'],
  'ORA-01017': ['authentication', 'authentication'],
  'ORA-28000': ['authentication', 'authentication'],
  'ORA-01031': ['permission', 'permission'],
  'ORA-12514': ['notFound', 'database_not_found'],
  'ORA-00018': ['busy', 'too_many_connections'],
  'ORA-00020': ['busy', 'too_many_connections'],
  'ORA-01013': ['canceled', 'canceled'],
  'ORA-00028': ['lost', 'server_shutdown'],
  'ORA-01012': ['lost', 'server_shutdown'],
  'ORA-01089': ['lost', 'server_shutdown'],
  'ORA-03113': ['lost', 'reset'],
  'ORA-03114': ['lost', 'reset'],
  'ORA-12541': ['unreachable', 'refused'],
  'NJS-500': ['lost', 'reset'],
  'NJS-501': ['lost', 'reset'],
  'NJS-521': ['lost', 'reset'],
  'NJS-503': ['unreachable', 'unreachable'],
  'NJS-511': ['unreachable', 'refused'],
  'NJS-518': ['notFound', 'database_not_found'],
}

export function judgeOracle(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, message } = error as Error & { code?: unknown }
  if (typeof code !== 'string' || !/^(?:ORA|NJS)-/.test(code)) return judgeSocket(error)
  const [kind, name] = CODES[code] ?? ['invalid', 'invalid_statement']
  return {
    kind,
    code: name,
    vendorCode: code,
    message,
    restart: name === 'deadlock' || name === 'serialization_failure',
    fatal: kind === 'lost' || kind === 'unreachable' || kind === 'authentication',
  }
}
