import type { Body } from '../codec/body.ts'
import { formBody } from '../codec/form.ts'
import { assertHeaders } from '../codec/headers.ts'
import { jsonText } from '../codec/json.ts'
import { encodeQuery } from '../codec/query.ts'
import type { Connection } from '../connection.ts'
import { InputError } from '../errors/index.ts'
import type { RequestSpec } from '../request.ts'
import { resolveUrl } from './address.ts'
import type { AttemptRequest } from './context.ts'

/** An operation's request made ready to send, but for auth. Its body is made anew for each attempt. */
export interface Prepared {
  readonly spec: RequestSpec
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body | undefined
  /** Serialised once: JSON text does not change between attempts. */
  readonly text: string | undefined
}

export function prepare(
  connection: Connection,
  spec: RequestSpec,
  callHeaders: Readonly<Record<string, string>> | undefined,
): Prepared {
  const query =
    spec.query === undefined
      ? ''
      : typeof spec.query === 'string'
        ? spec.query
        : encodeQuery(spec.query, spec.queryStyle ?? connection.queryStyle ?? 'repeat')
  const headers: Record<string, string> = {}
  const text = spec.json === undefined ? undefined : jsonText(spec.json, 'json')
  const body = spec.body ?? (spec.form === undefined ? undefined : formBody(spec.form))
  if (text !== undefined) headers['content-type'] = 'application/json'
  else if (body?.contentType !== undefined) headers['content-type'] = body.contentType
  if (body?.contentLength !== undefined) headers['content-length'] = String(body.contentLength)
  if (spec.expect === undefined || spec.expect === 'json') headers.accept = 'application/json'
  addHeaders(headers, connection.headers)
  addHeaders(headers, spec.headers)
  addHeaders(headers, callHeaders)
  return { spec, url: resolveUrl(connection, spec.path, query, spec.link), headers, body, text }
}

/** A fresh copy, since a plugin and auth may change it. */
export function attemptRequest(prepared: Prepared, attempt: number): AttemptRequest {
  const { spec, body, text } = prepared
  if (attempt > 1 && body !== undefined && !body.replayable) {
    throw new InputError('the body is a stream that was already read; give a function that makes it to allow retries')
  }
  return {
    method: spec.method,
    url: prepared.url,
    headers: { ...prepared.headers },
    body: text ?? body?.make(),
    payload: spec.json ?? body?.preview,
  }
}

function addHeaders(target: Record<string, string>, source: Readonly<Record<string, string>> | undefined): void {
  if (source === undefined) return
  assertHeaders(source)
  for (const name of Object.keys(source)) target[name.toLowerCase()] = source[name] as string
}
