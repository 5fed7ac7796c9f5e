import { toBase64 } from '../../crypto/base64.ts'
import { AuthenticationError } from '../../errors/AuthenticationError.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { ErrorDetails } from '../../errors/ConnectorError.ts'
import { NetworkError } from '../../errors/NetworkError.ts'
import { TimeoutError } from '../../errors/TimeoutError.ts'
import { createRedactor, safeText } from '../../redact/redactor.ts'
import { reveal } from '../../secret.ts'
import type { TransportResponse, WireRequest } from '../../transport/types.ts'
import type { TokenSet } from '../tokenStore.ts'
import type { AuthContext } from '../types.ts'
import type { ClientAuth, TokenEndpoint } from './options.ts'
import { isRecord, parseTokens, text } from './tokenResponse.ts'

const DEFAULT_TIMEOUT = 30_000

/** What a grant says that is no secret. */
const OPEN: ReadonlySet<string> = new Set(['grant_type', 'scope'])
/** A shorter one would be found by chance. */
const SECRET_LENGTH = 8

/** What a token request needs of its surroundings. */
export type TokenContext = Pick<AuthContext, 'clock' | 'send' | 'conceal'>

/** The code of an AuthenticationError by which the token endpoint said no, as opposed to not answering. */
export const REFUSED = 'token_refused'

/** @throws ConfigError for what could never work. */
export function checkEndpoint(endpoint: TokenEndpoint): void {
  const url = URL.canParse(endpoint.tokenUrl) ? new URL(endpoint.tokenUrl) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ConfigError('tokenUrl is not an http(s) address')
  }
  if (endpoint.clientId === '') throw new ConfigError('clientId is empty')
  const secret = endpoint.clientSecret === undefined ? undefined : reveal(endpoint.clientSecret)
  if (secret === '') throw new ConfigError('clientSecret is empty. Leave it out for a public client')
  if (endpoint.clientAuth === 'basic' && secret === undefined) {
    throw new ConfigError("clientAuth 'basic' needs a clientSecret")
  }
}

/**
 * One request to the token endpoint. Secrets go into the body or the Basic header, never into the URL.
 *
 * @throws AuthenticationError with code `token_refused` when the endpoint said no; NetworkError (`sent: 'no'`, since the
 * call that waits for the token was not sent) when it could not be asked.
 */
export async function requestTokens(
  endpoint: TokenEndpoint,
  grant: Readonly<Record<string, string>>,
  context: TokenContext,
): Promise<TokenSet> {
  const clientAuth = endpoint.clientAuth ?? (endpoint.clientSecret === undefined ? 'body' : 'basic')
  const { response, body } = await ask(buildRequest(endpoint, grant, clientAuth), endpoint, context)
  const answer = parseBody(body)
  const secrets = [
    secretOf(endpoint) ?? '',
    ...Object.keys(grant).flatMap((name) => (OPEN.has(name) ? [] : [grant[name] ?? ''])),
  ]
  const hide = (words: string | undefined) => conceal(words, secrets)
  const vendorCode = hide(text(answer?.error))
  const vendorMessage = hide(text(answer?.error_description) ?? text(answer?.hint) ?? text(answer?.message))
  const details: ErrorDetails = {
    status: response.status,
    ...(vendorCode !== undefined && { vendorCode }),
    ...(vendorMessage !== undefined && { vendorMessage }),
  }
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    const wait = Number(response.header('retry-after') ?? Number.NaN) * 1_000
    throw new NetworkError(`The token endpoint is not available (HTTP ${response.status}). Try again later`, {
      ...details,
      retryable: true,
      ...(wait >= 0 && { retryAfter: wait }),
    })
  }
  if (response.status >= 400 || (vendorCode !== undefined && text(answer?.access_token) === undefined)) {
    const words = [vendorCode, vendorMessage].filter((part) => part !== undefined).join(': ')
    throw new AuthenticationError(
      `The token endpoint refused${words === '' ? ` with HTTP ${response.status}` : `: ${words}`}. ${adviceFor(vendorCode)}`,
      { ...details, code: REFUSED },
    )
  }
  const tokens =
    answer === undefined || response.status >= 300
      ? undefined
      : (endpoint.parse ?? parseTokens)(answer, context.clock.now())
  if (tokens === undefined || typeof tokens.accessToken !== 'string' || tokens.accessToken === '') {
    throw new AuthenticationError(
      `The token endpoint answered HTTP ${response.status} without an access token. Check tokenUrl`,
      { ...details, code: 'token_response' },
    )
  }
  return tokens
}

function buildRequest(
  endpoint: TokenEndpoint,
  grant: Readonly<Record<string, string>>,
  clientAuth: ClientAuth,
): WireRequest {
  const secret = secretOf(endpoint)
  const fields: Record<string, string> = { ...grant, ...endpoint.params }
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const [name, value] of Object.entries(endpoint.headers ?? {})) headers[name.toLowerCase()] = value
  if (clientAuth === 'basic') {
    // RFC 6749 §2.3.1: both are form-encoded before they are joined.
    const pair = `${formEncode(endpoint.clientId)}:${formEncode(secret ?? '')}`
    headers.authorization = `Basic ${toBase64(pair)}`
  } else if (clientAuth === 'body') {
    fields.client_id = endpoint.clientId
    if (secret !== undefined) fields.client_secret = secret
  }
  const json = endpoint.bodyFormat === 'json'
  headers['content-type'] = json ? 'application/json' : 'application/x-www-form-urlencoded'
  const body = json
    ? JSON.stringify(fields)
    : Object.entries(fields)
        .map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`)
        .join('&')
  return { method: 'POST', url: endpoint.tokenUrl, headers, body }
}

async function ask(
  request: WireRequest,
  endpoint: TokenEndpoint,
  context: TokenContext,
): Promise<{ response: TransportResponse; body: string }> {
  const abort = new AbortController()
  const timeout = endpoint.timeout ?? DEFAULT_TIMEOUT
  const cancel = context.clock.schedule(timeout, () => abort.abort())
  try {
    const response = await context.send(request, abort.signal)
    return { response, body: await response.text() }
  } catch (cause) {
    const details: ErrorDetails = { sent: 'no', retryable: true, cause }
    if (abort.signal.aborted) throw new TimeoutError(`The token endpoint did not answer within ${timeout} ms`, details)
    throw new NetworkError('The token endpoint could not be reached, or broke off its answer', details)
  } finally {
    cancel()
  }
}

function parseBody(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function adviceFor(vendorCode: string | undefined): string {
  if (vendorCode === 'invalid_grant') return 'Authorise the account again'
  if (vendorCode === 'invalid_client') return 'Check the client id and secret'
  if (vendorCode === 'invalid_scope') return 'Check the scope'
  return 'Check the credentials'
}

/** Some endpoints quote what they were sent, in one encoding or another. */
function conceal(words: string | undefined, values: readonly string[]): string | undefined {
  if (words === undefined) return undefined
  const redactor = createRedactor()
  for (const value of values) if (value.length >= SECRET_LENGTH) redactor.add(value)
  return safeText(redactor.text(words))
}

function secretOf(endpoint: TokenEndpoint): string | undefined {
  return endpoint.clientSecret === undefined ? undefined : reveal(endpoint.clientSecret)
}

function formEncode(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}
