import type { Answer, ClassifyContext, Verdict } from '@bpmcentr/core'

/** As much of a page as has to be looked at to know it. */
const HEAD = 4_096

/** Creatio's errors, of which many come with status 200: pages of the login, `success: false`, faults of `.svc` services. */
export function creatioErrors(answer: Answer, context: ClassifyContext): Verdict | undefined {
  const { status, body } = answer
  const page = pageIn(answer)
  if (page !== undefined) {
    // No file comes as HTML without its name: something in between has answered.
    const insteadOfFile = typeof body !== 'string' && status < 400
    return pageVerdict(page, status) ?? (insteadOfFile ? NO_FILE : undefined)
  }
  const words = wordsIn(body)
  if (status === 401 || isFault(body)) return { kind: 'authentication', vendorMessage: words.message }
  if (status >= 200 && status < 300) return refusal(body, words, context)
  if (status === 403)
    return {
      kind: /csrf/i.test(words.message ?? '') || body === undefined ? 'authentication' : 'permission',
      vendorMessage: words.message,
    }
  if (status === 404 && /^No HTTP resource was found/.test(words.message ?? '')) {
    return {
      kind: 'notFound',
      code: 'unknown_entity_set',
      vendorMessage: words.message,
      advice: 'Check the spelling, case included. A new object takes a minute or two to appear in OData.',
    }
  }
  if (status === 500 && words.message !== undefined) return serverVerdict(words, context)
  if (status >= 400 && status < 500 && status !== 408 && status !== 429 && words.message !== undefined) {
    return verdictOf(status, words)
  }
  return undefined
}

/** Next steps, by error code. */
export const advice = {
  authentication:
    'Check the credentials. Creatio also answers so for an entity set that it does not have: check the name. OAuth clients and their users are under System Designer, "OAuth 2.0 integrated applications".',
  permission: 'The user behind the credentials needs the permission, and for OData the operation CanUseODataService.',
} as const

interface Words {
  readonly message: string | undefined
  readonly code: string | undefined
}

/** Pages, as text; also where a file was expected, since the login page comes in its place. */
function pageIn(answer: Answer): string | undefined {
  const { body } = answer
  if (typeof body === 'string') return body.trimStart().startsWith('<') ? body.trimStart().slice(0, HEAD) : undefined
  const file = body instanceof Uint8Array || body instanceof ReadableStream
  if (!file || !(answer.header('content-type') ?? '').includes('text/html')) return undefined
  if (answer.header('content-disposition') !== null) return undefined
  // A stream cannot be looked into; nothing but a page comes as HTML without the name of a file.
  return body instanceof Uint8Array ? new TextDecoder().decode(body.subarray(0, HEAD)) : LOGIN
}

const LOGIN = '/Login/'

const NO_FILE: Verdict = {
  kind: 'server',
  code: 'not_a_file',
  vendorMessage: 'a page came in place of the file',
  outcome: 'unknown',
}

function pageVerdict(page: string, status: number): Verdict | undefined {
  if (status < 400 && (page.includes(LOGIN) || page.includes('"bootstrap.login"'))) return { kind: 'authentication' }
  if (page.includes('Incapsula')) {
    return {
      kind: 'permission',
      code: 'blocked_by_firewall',
      vendorMessage: 'the firewall in front of Creatio answered',
      advice: 'Ask the support of Creatio to let this address through.',
    }
  }
  if (status < 400 && /access denied/i.test(page)) return { kind: 'permission', vendorMessage: 'Access denied' }
  return undefined
}

/** The one fault of `.svc` services that means an expired session, whatever its status. */
function isFault(body: unknown): boolean {
  return isRecord(body) && body.Message === 'Authentication failed.' && 'StackTrace' in body
}

/** `success: false` with status 200. A select may say so and still bring its rows; a batch tells each item by itself. */
function refusal(body: unknown, words: Words, context: ClassifyContext): Verdict | undefined {
  if (!isRecord(body)) return undefined
  if (Array.isArray(body.queryResults)) return undefined
  if (Array.isArray(body.rows)) return missingColumns(body.notFoundColumns)
  if (body.success === false) return verdictOf(400, words)
  const confirmed = body.success === true || !context.operation.startsWith('dataService.')
  return confirmed || context.kind === 'read'
    ? undefined
    : { kind: 'server', code: 'not_confirmed', outcome: 'unknown' }
}

function missingColumns(found: unknown): Verdict | undefined {
  if (!Array.isArray(found) || found.length === 0) return undefined
  return {
    kind: 'invalid',
    code: 'column_not_found',
    vendorMessage: `no such column: ${found.slice(0, 10).join(', ')}`,
  }
}

/** A 500 with words of the application comes again on every try. What a process or service had done by then nobody knows. */
function serverVerdict(words: Words, { kind }: ClassifyContext): Verdict {
  const message = words.message ?? ''
  if (/Column by path .* not found/i.test(message)) {
    return {
      ...verdictOf(400, words),
      code: 'column_not_found',
      advice: 'In OData filters a lookup is written Account/Id, in DataService Account or Account.Id; never AccountId.',
    }
  }
  if (/reached the RAM consumption limit/.test(message)) {
    return {
      kind: 'server',
      code: 'memory_limit',
      vendorMessage: message,
      outcome: 'final',
      advice: 'Ask for fewer columns or smaller pages.',
    }
  }
  return {
    kind: 'server',
    vendorCode: words.code,
    vendorMessage: message,
    outcome: kind === 'action' ? 'unknown' : 'final',
  }
}

function verdictOf(status: number, words: Words): Verdict {
  const kind =
    status === 404
      ? 'notFound'
      : status === 409 || status === 412
        ? 'conflict'
        : status === 400 || status === 422
          ? 'invalid'
          : 'api'
  return { kind, vendorCode: words.code, vendorMessage: words.message }
}

/** The words of any of the shapes in which Creatio answers errors; of nested ones the innermost. */
export function wordsIn(body: unknown): Words {
  if (!isRecord(body)) return { message: undefined, code: undefined }
  const odata = body.error ?? body['odata.error']
  if (isRecord(odata)) return { message: innermost(odata), code: text(odata.code) }
  const { responseStatus, errorInfo } = body
  for (const part of [responseStatus, errorInfo]) {
    if (!isRecord(part)) continue
    const message = text(part.Message) ?? text(part.message)
    const code = text(part.ErrorCode) ?? text(part.errorCode)
    if (message !== undefined || code !== undefined) return { message, code }
  }
  return { message: text(body.ExceptionMessage) ?? text(body.Message), code: text(body.ExceptionType) }
}

function innermost(error: Record<string, unknown>): string | undefined {
  const { message } = error
  const own = isRecord(message) ? text(message.value) : text(message)
  for (const name of ['innererror', 'internalexception']) {
    const inner = error[name]
    const found = isRecord(inner) ? innermost(inner) : undefined
    if (found !== undefined) return found
  }
  return own
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
