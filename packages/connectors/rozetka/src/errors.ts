import type { Answer, ErrorKind, FieldIssue, Verdict } from '@bpmcentr/core'
import { DEFAULT_PAUSE, MAINTENANCE_PAUSE } from './limits.ts'
import { errorIn, type VendorError } from './vendorError.ts'

/** Codes of Rozetka's apiDoc, "About API", that say more than "it was refused". Everything else is an ApiError. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  ...group('server', [0, 1003, 1006, 1007, 1011, 1012, 1015, 1016, 1017, 5503]),
  ...group('invalid', [1001, 1002, 1005, 1009, 1022, 1023, 1024, 1026, 1027, 2003, 2004, 2005, 2006, 3001, 3003, 7003]),
  ...group('authentication', [1004, 1018, 1020, 5401, 6001]),
  ...group('permission', [1010]),
  ...group('notFound', [1013, 1019, 1021, 1025, 1204, 1404, 2001, 5404]),
  ...group('conflict', [1014, 1029, 1031, 3002]),
}

/** Where an answer has a key but no code. */
const KEYS: Readonly<Record<string, ErrorKind>> = {
  server_error: 'server',
  technical_maintenance: 'server',
  session_expired: 'authentication',
  invalid_credentials: 'authentication',
  incorrect_username_password: 'authentication',
  incorrect_enter_token: 'authentication',
  access_denied: 'permission',
  entity_not_found: 'notFound',
  model_not_found: 'notFound',
  not_found: 'notFound',
  model_cannot_be_saved: 'conflict',
}

/**
 * Rozetka's errors. They come with HTTP 200 as a rule, so the envelope is judged before the status: `success` other than
 * true is an error, classified by its code, then by its key.
 */
export function rozetkaErrors(answer: Answer): Verdict | undefined {
  const body = envelopeIn(answer)
  if (answer.status === 429) {
    const pause = answer.header('retry-after') === null ? { retryAfter: DEFAULT_PAUSE } : {}
    return { kind: 'rateLimit', ...told(errorIn(body)), ...pause }
  }
  if (!isRefusal(body)) return undefined
  const refused = refusedItems(body.errors)
  if (refused !== undefined) {
    return {
      kind: 'invalid',
      code: 'items_refused',
      issues: refused,
      advice: 'Take these items out and send the rest again: Rozetka does not say whether the others were changed.',
    }
  }
  const error = errorIn(body)
  const kind = kindOf(error, answer.status)
  return { kind, ...told(error), ...(error.code === '5503' && { retryAfter: MAINTENANCE_PAUSE }) }
}

/** Next steps, by error code. */
export const advice = {
  authentication:
    'Check the login and the password of the seller’s cabinet, or issue an API token under Settings, API security: a token ends after 24 hours without use.',
  permission: 'The role of this user lacks a right: see Settings, Managers in the seller’s cabinet.',
} as const

function kindOf(error: VendorError, status: number): ErrorKind {
  const known = KINDS[error.code ?? ''] ?? KEYS[error.key ?? '']
  if (known !== undefined) return known
  if (status === 401) return 'authentication'
  if (status === 403) return 'permission'
  if (status === 404) return 'notFound'
  return status >= 500 ? 'server' : 'api'
}

function told({ code, key, text, issues }: VendorError) {
  return { vendorCode: code ?? key, vendorMessage: text, issues }
}

function isRefusal(body: unknown): body is { readonly success?: unknown; readonly errors?: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  const { success, errors } = body as { success?: unknown; errors?: unknown }
  return success === undefined ? errors !== undefined && errors !== null : success !== true && success !== 1
}

/** Files come without an envelope; a refusal comes in their place, as JSON with status 200. */
function envelopeIn({ body, header }: Answer): unknown {
  if (!(body instanceof Uint8Array) || !(header('content-type') ?? '').includes('json')) return body
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** `items/mass-update` answers with a map: `{ "102069758": { "reason": [{ "id": 1, "value": ["text"] }] } }`. */
function refusedItems(errors: unknown): FieldIssue[] | undefined {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return undefined
  const entries = Object.entries(errors)
  if (entries.length === 0 || !entries.every(([id]) => /^\d+$/.test(id))) return undefined
  return entries.flatMap(([field, refusal]) => reasonsIn(refusal).map((reason) => ({ field, message: reason })))
}

function reasonsIn(refusal: unknown): string[] {
  const reasons = (refusal as { reason?: unknown } | null)?.reason
  const texts = (Array.isArray(reasons) ? reasons : []).flatMap((reason) => {
    const { id, value } = (reason ?? {}) as { id?: unknown; value?: unknown }
    const words = (Array.isArray(value) ? value : [value]).filter((word) => typeof word === 'string' && word !== '')
    return words.length > 0 ? [words.join('; ')] : id === undefined ? [] : [`reason ${String(id)}`]
  })
  return texts.length > 0 ? texts : ['refused without a reason']
}

function group(kind: ErrorKind, codes: readonly number[]): Record<string, ErrorKind> {
  return Object.fromEntries(codes.map((code) => [String(code), kind]))
}
