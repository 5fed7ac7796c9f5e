import {
  AuthenticationError,
  type Clock,
  kyTransport,
  systemClock,
  type TokenSet,
  type Transport,
} from '@bpmcentr/core'
import { trustedServer } from './servers.ts'

/** What a request to an OAuth server needs. */
export interface ServerOptions {
  readonly transport?: Transport | undefined
  readonly clock?: Clock | undefined
}

const TIMEOUT = 30_000
const MAX_BYTES = 1_048_576

/**
 * A request to the OAuth server, with everything in the body, since addresses end up in logs. An error may come with status 200.
 *
 * @throws AuthenticationError when the server said no, or something that cannot be read
 */
export async function askServer(
  url: string,
  fields: Readonly<Record<string, string>>,
  { transport: given, clock = systemClock }: ServerOptions,
): Promise<Record<string, unknown>> {
  const transport = given ?? kyTransport()
  const abort = new AbortController()
  const cancel = clock.schedule(TIMEOUT, () => abort.abort(new Error('the OAuth server did not answer in time')))
  try {
    const response = await transport.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(fields).toString(),
      signal: abort.signal,
      maxBytes: MAX_BYTES,
    })
    return read(response.status, await response.text())
  } finally {
    cancel()
    if (given === undefined) await transport.close?.()
  }
}

function read(status: number, text: string): Record<string, unknown> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  if (typeof body !== 'object' || body === null) {
    throw new AuthenticationError('The OAuth server of Bitrix24 answered something that cannot be read', { status })
  }
  const { error } = body as { error?: unknown }
  if (status >= 400 || (error !== undefined && error !== '')) {
    const vendorCode = typeof error === 'string' ? error.slice(0, 100) : undefined
    throw new AuthenticationError(
      `The OAuth server of Bitrix24 refused${vendorCode === undefined ? '' : `: ${vendorCode}`}. Begin the authorisation again`,
      { code: 'token_refused', status, ...(vendorCode === undefined ? {} : { vendorCode }) },
    )
  }
  return body as Record<string, unknown>
}

/** Tokens in the form a store keeps, out of an answer of the token endpoint or an event. Undefined without an access token. */
export function tokenSet(fields: Readonly<Record<string, unknown>>, now: number): TokenSet | undefined {
  const { access_token: access, refresh_token: refresh, scope } = fields
  const seconds = Number(fields.expires_in)
  if (typeof access !== 'string' || access === '') return undefined
  return {
    accessToken: access,
    obtainedAt: now,
    ...(typeof refresh === 'string' && refresh !== '' ? { refreshToken: refresh } : {}),
    ...(seconds > 0 ? { expiresAt: now + seconds * 1_000 } : {}),
    ...(typeof scope === 'string' ? { scope } : {}),
    extra: {
      ...textsOf(fields, ['client_endpoint', 'member_id', 'status']),
      ...(trustedServer(fields.server_endpoint) === undefined ? {} : textsOf(fields, ['server_endpoint'])),
    },
  }
}

function textsOf(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (typeof fields[name] === 'string' ? [[name, fields[name]]] : [])))
}
