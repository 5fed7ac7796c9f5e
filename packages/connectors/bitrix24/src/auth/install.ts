import {
  AuthenticationError,
  ConfigError,
  constantTimeEqual,
  type FormValue,
  parsePhpForm,
  systemClock,
  type TokenSet,
  type TokenStore,
} from '@bpmcentr/core'
import { originOf } from './portal.ts'
import { trustedServer } from './servers.ts'
import { askServer, type ServerOptions, tokenSet } from './tokens.ts'

export interface InstallOptions extends ServerOptions {
  /** The body that Bitrix24 posted: of the install page, of the application's frame, or of the event ONAPPINSTALL. */
  readonly body: string
  /** Its address with the query: the install page and the frame have the portal's domain there. */
  readonly url: string | URL
  readonly clientId: string
  /** The same as the client's. The tokens are kept under the portal's `member_id`. */
  readonly store: TokenStore
}

/** An installation that the OAuth server has vouched for. */
export interface Installed {
  readonly memberId: string
  readonly portal: string
  /** Proves events: the `secrets` of a receiver. */
  readonly applicationToken: string | undefined
  readonly tokens: TokenSet
}

/**
 * Takes over the tokens that Bitrix24 delivers when an application is installed or opened. They come through a browser, so the
 * OAuth server is asked (`app.info`) whose they are before anything is kept: it has to name this application and this portal.
 *
 * @throws AuthenticationError when the tokens are missing, not good, or of another application or portal
 * @see https://apidocs.bitrix24.com/settings/oauth/simple-way.html
 */
export async function verifyInstall(options: InstallOptions): Promise<Installed> {
  const { clientId, store, clock = systemClock } = options
  if (clientId === '') throw new ConfigError('clientId is empty')
  const given = delivered(parsePhpForm(options.body), new URL(String(options.url), 'https://callback.invalid'))
  const server = trustedServer(given.server_endpoint)
  const tokens = tokenSet(given, clock.now())
  const { member_id: memberId } = given
  if (server === undefined || tokens === undefined || memberId === undefined || given.client_endpoint === undefined) {
    throw refused('The request brings no tokens of a known OAuth server')
  }
  const { result } = await askServer(`${server}/rest/app.info`, { auth: tokens.accessToken }, options)
  if (!names(result, 'member_id', memberId) || !names(result, 'client_id', clientId)) {
    throw refused('The OAuth server does not confirm that these tokens are for this application and portal')
  }
  await store.set(memberId, tokens)
  return {
    memberId,
    portal: new URL(given.client_endpoint).host,
    applicationToken: given.application_token,
    tokens,
  }
}

function refused(message: string): AuthenticationError {
  return new AuthenticationError(message, { code: 'install_refused' })
}

type Delivered = { readonly [name: string]: string | undefined }

/** The frame's fields under the names that events use. */
function delivered(form: { readonly [key: string]: FormValue }, url: URL): Delivered {
  const { auth } = form
  if (typeof auth === 'object' && !Array.isArray(auth)) return texts(auth)
  const fields = texts(form)
  const domain = fields.DOMAIN ?? url.searchParams.get('DOMAIN') ?? undefined
  return {
    access_token: fields.AUTH_ID,
    refresh_token: fields.REFRESH_ID,
    expires_in: fields.AUTH_EXPIRES,
    server_endpoint: fields.SERVER_ENDPOINT,
    application_token: fields.APPLICATION_TOKEN,
    scope: fields.APPLICATION_SCOPE,
    member_id: fields.member_id,
    status: fields.status,
    client_endpoint: domain === undefined ? undefined : `${originOf(domain)}/rest/`,
  }
}

function texts(form: { readonly [key: string]: FormValue }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}

/** Whether the answer has this value under this name; parts of it are nested. */
function names(node: unknown, name: string, value: string, depth = 0): boolean {
  if (typeof node !== 'object' || node === null || depth > 3) return false
  return Object.entries(node).some(([key, member]) =>
    key === name && typeof member === 'string'
      ? constantTimeEqual(member, value)
      : names(member, name, value, depth + 1),
  )
}
