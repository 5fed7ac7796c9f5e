import type { Failure } from './failure.ts'

/** Codes of the operating system that mean that no connection was made. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
])
const LOST: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ESOCKET',
  'ECONNCLOSED',
])
const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/

/** What Node says of a socket, the same for every driver; undefined for what is something else. */
export function judgeSocket(error: unknown): Failure | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, errors } = error as { code?: unknown; errors?: unknown }
  // One attempt for each address of the host.
  if (Array.isArray(errors) && errors.length > 0) return judgeSocket(errors[0])
  if (typeof code !== 'string') return undefined
  if (UNREACHABLE.has(code))
    return {
      kind: 'unreachable',
      code: code === 'ECONNREFUSED' ? 'refused' : 'unreachable',
      vendorCode: code,
      fatal: true,
    }
  if (LOST.has(code)) return { kind: 'lost', code: 'reset', vendorCode: code, fatal: true }
  if (TLS.test(code)) return { kind: 'unreachable', code: 'tls', vendorCode: code, fatal: true }
  return undefined
}
