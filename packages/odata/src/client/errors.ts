import type { Answer, ClassifyContext, ErrorKind, Verdict } from '@bpmcentr/core'
import { isObject, type Json, textOf } from '../dialect/shared.ts'

/** An error as a service words it, in any version's JSON, or in XML. */
export interface ServiceError {
  readonly code: string | undefined
  readonly message: string | undefined
  readonly details: readonly { readonly field: string; readonly message: string }[]
  readonly inner: unknown
}

/** Reads an error body. Undefined where there is none. */
export function readError(body: unknown): ServiceError | undefined {
  if (typeof body === 'string') return xmlError(body)
  if (!isObject(body)) return undefined
  const error = body.error ?? body['odata.error'] ?? body['@odata.error']
  if (!isObject(error)) return undefined
  return {
    code: error.code === undefined || error.code === '' ? undefined : String(error.code),
    message: messageOf(error.message),
    details: detailsOf(error),
    inner: error.innererror,
  }
}

/** V4 has text, V2 and V3 a text with its language. */
function messageOf(message: unknown): string | undefined {
  return textOf(message) ?? (isObject(message) ? textOf(message.value) : undefined)
}

function detailsOf(error: Json): ServiceError['details'] {
  const inner = isObject(error.innererror) ? error.innererror.errordetails : undefined
  const list = Array.isArray(error.details) ? error.details : Array.isArray(inner) ? inner : [error]
  return list.flatMap((detail) => {
    if (!isObject(detail)) return []
    const field = textOf(detail.target) ?? textOf(detail.propertyref)
    const message = messageOf(detail.message)
    // SAP writes this where nothing is meant.
    return field === undefined || message === undefined || field === '/#TRANSIENT#' ? [] : [{ field, message }]
  })
}

function xmlError(text: string): ServiceError | undefined {
  if (!/<(?:\w+:)?error[\s>]/.test(text.slice(0, 2_000))) return undefined
  const element = (name: string) => {
    const found = new RegExp(`<(?:\\w+:)?${name}[^>]*>([^<]{0,10000})</`).exec(text)?.[1]
    return found === undefined ? undefined : plainText(found).trim() || undefined
  }
  return { code: element('code'), message: element('message'), details: [], inner: undefined }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function plainText(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
}

/**
 * Judges an answer by what OData says of errors. For connectors on OData: call it where the vendor's own rules have nothing
 * to say.
 */
export function classifyOData(answer: Answer, context?: ClassifyContext): Verdict | undefined {
  void context
  const { status } = answer
  if (status < 400) return inStream(answer)
  const error = readError(answer.body)
  if (error === undefined) return status === 428 ? { ...PRECONDITION } : undefined
  const kind = kindOf(status)
  return {
    kind,
    vendorCode: error.code,
    vendorMessage: error.message,
    ...(kind === 'invalid' && error.details.length > 0 ? { issues: error.details } : {}),
    ...(status === 428 ? PRECONDITION : {}),
    ...(status === 412 ? { code: 'precondition_failed' } : {}),
    ...(status === 410 ? { code: 'gone', advice: 'The delta link has expired: read everything again' } : {}),
    ...(kind === 'server'
      ? { outcome: status === 503 && answer.header('retry-after') !== null ? 'refused' : 'unknown' }
      : {}),
  }
}

const PRECONDITION = {
  kind: 'conflict',
  code: 'precondition_required',
  advice: 'Give ifMatch: the ETag of the entity as it was read (etagOf), or * for any state',
} as const

/** A service that fails while it writes the answer has said 200 already. */
function inStream({ body, status }: Answer): Verdict | undefined {
  if (status < 200 || status > 299 || !isObject(body)) return undefined
  if (body['@odata.error'] === undefined && body['odata.error'] === undefined) return undefined
  const error = readError(body)
  return { kind: 'server', vendorCode: error?.code, vendorMessage: error?.message, outcome: 'unknown' }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'authentication',
  403: 'permission',
  404: 'notFound',
  409: 'conflict',
  410: 'notFound',
  412: 'conflict',
  422: 'invalid',
  428: 'conflict',
  429: 'rateLimit',
}

function kindOf(status: number): ErrorKind {
  return KINDS[status] ?? (status >= 500 ? 'server' : 'api')
}
