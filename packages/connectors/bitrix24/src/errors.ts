import type { Answer, ErrorKind, FieldIssue, Verdict } from '@bpmcentr/core'

type Rule = readonly [kind: ErrorKind, more?: Omit<Verdict, 'kind'>]

const RENEWED_KEY = 'The webhook may have been deleted, its secret changed, or its user dismissed.'

/** By code in lower case, since its case varies. https://apidocs.bitrix24.com/error-codes.html */
const CODES: Readonly<Record<string, Rule>> = {
  // The only one after which tokens are renewed.
  expired_token: ['authentication'],
  no_auth_found: ['authentication', { code: 'credentials_refused', advice: RENEWED_KEY }],
  invalid_token: ['authentication', { code: 'credentials_refused' }],
  invalid_credentials: ['authentication', { code: 'credentials_refused', advice: RENEWED_KEY }],
  wrong_auth_type: [
    'permission',
    { code: 'wrong_auth_type', advice: 'The method needs the context of an application: use OAuth, not a webhook.' },
  ],
  wrong_client: ['authentication', { code: 'credentials_refused' }],
  method_confirm_waiting: [
    'permission',
    { code: 'confirm_waiting', advice: 'An administrator of the portal has to confirm this call.' },
  ],
  method_confirm_denied: ['permission', { code: 'confirm_denied' }],
  access_denied: ['permission'],
  insufficient_scope: [
    'permission',
    { code: 'insufficient_scope', advice: 'Tick the scope in the settings of the webhook.' },
  ],
  user_access_error: ['permission'],
  allowed_only_intranet_user: ['permission'],
  portal_deleted: ['permission', { code: 'portal_deleted' }],
  payment_required: ['permission'],
  query_limit_exceeded: ['rateLimit'],
  operation_time_limit: ['rateLimit', { code: 'operation_time_limit' }],
  overload_limit: [
    'rateLimit',
    { code: 'overload_limit', outcome: 'final', advice: 'Bitrix24 has blocked the REST API of this portal.' },
  ],
  not_found: ['notFound'],
  error_not_found: ['notFound'],
  error_method_not_found: [
    'invalid',
    { code: 'unknown_method', advice: 'Check the name, the scopes of the credentials and the plan of the portal.' },
  ],
  internal_server_error: ['server'],
  error_unexpected_answer: ['server'],
}

/** A method answers so what its own `get` does not find; the words follow the language of the portal. */
const MISSING = /not found|не найден|не знайдено/i

/**
 * Judges by the body whatever the status: a method may answer an error with HTTP 200. `error` is a text, a number, empty, or an
 * object in REST 3.0.
 */
export function bitrix24Errors(answer: Answer): Verdict | undefined {
  const { body, status } = answer
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !('error' in body)) return undefined
  const { error, error_description: words } = body as { error: unknown; error_description?: unknown }
  if (typeof error === 'object' && error !== null) return verdictOfV3(error, status)
  // A method that has a result beside an empty `error` did what it was asked.
  if ((error === '' || error === null || error === false) && 'result' in body) return undefined
  const code = String(error ?? '')
  const vendorMessage = typeof words === 'string' && words !== '' ? withoutTags(words) : undefined
  const [kind, more] = CODES[code.toLowerCase()] ?? unnamed(kindOf(status, vendorMessage))
  return { kind, vendorCode: code, vendorMessage, ...more }
}

/** Only `expired_token` may lead to a renewal of tokens, so everything else goes by another code. */
function unnamed(kind: ErrorKind): Rule {
  return kind === 'authentication' ? [kind, { code: 'credentials_refused' }] : [kind]
}

function kindOf(status: number, message: string | undefined): ErrorKind {
  if (message !== undefined && MISSING.test(message)) return 'notFound'
  if (status === 401) return 'authentication'
  if (status === 403 || (message !== undefined && /^access denied/i.test(message))) return 'permission'
  if (status === 404) return 'notFound'
  if (status === 409) return 'conflict'
  return status >= 500 ? 'server' : 'invalid'
}

function verdictOfV3(error: object, status: number): Verdict {
  const { code, message, validation } = error as { code?: unknown; message?: unknown; validation?: unknown }
  const vendorCode = typeof code === 'string' ? code : undefined
  const vendorMessage = typeof message === 'string' ? withoutTags(message) : undefined
  const kind = /ENTITYNOTFOUND/i.test(vendorCode ?? '') ? 'notFound' : kindOf(status, vendorMessage)
  const [judged, more] = CODES[(vendorCode ?? '').toLowerCase()] ?? unnamed(kind)
  return { kind: judged, vendorCode, vendorMessage, issues: issuesIn(validation), ...more }
}

function issuesIn(validation: unknown): FieldIssue[] | undefined {
  if (!Array.isArray(validation)) return undefined
  return validation.flatMap((entry: { field?: unknown; message?: unknown } | null) =>
    typeof entry?.message === 'string' ? [{ field: String(entry.field ?? ''), message: entry.message }] : [],
  )
}

/** Descriptions may hold HTML. */
function withoutTags(words: string): string {
  return words
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Next steps, by error code. */
export const advice = {
  authentication:
    'Check the webhook (Developer resources → Other → Inbound webhook) or authorise the application again.',
  permission: 'Check the rights of the user, the scopes of the credentials and the plan of the portal.',
} as const
