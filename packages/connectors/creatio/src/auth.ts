import {
  type Auth,
  AuthenticationError,
  bearer,
  ConfigError,
  type LoginContext,
  type LoginResult,
  NetworkError,
  oauth2,
  type Secret,
  session,
} from '@bpmcentr/core'
import { identityUrlOf, type Options, siteOf } from './options.ts'
import { rememberRefusals } from './refusals.ts'

/** OAuth where there is a client, else the login of the web forms, else the token that was given. */
export function authFor(options: Options): Auth {
  const { accessToken, clientId, clientSecret, username, password } = options
  if (accessToken !== undefined) return rememberRefusals(bearer(accessToken))
  if (username !== undefined && password !== undefined) {
    return rememberRefusals(formsLogin(siteOf(options), username, password))
  }
  const identity = options.identityUrl ?? identityUrlOf(options.url)
  if (clientId === undefined || clientSecret === undefined || identity === undefined) {
    throw new ConfigError('clientId, clientSecret and identityUrl are needed')
  }
  return rememberRefusals(
    oauth2({
      flow: 'clientCredentials',
      tokenUrl: `${identity.replace(/\/*$/, '')}/connect/token`,
      clientId,
      clientSecret,
      // Both are offered; the body is what Creatio's own examples use. https://academy.creatio.com/docs (OAuth 2.0)
      clientAuth: 'body',
    }),
  )
}

/**
 * AuthService.svc: cookies, a CSRF token that is itself a cookie, and `ForceUseSession`, which makes an expired session a
 * plain 401 instead of a redirect. https://academy.creatio.com/docs (AuthService.svc)
 */
function formsLogin(site: string, username: string, password: Secret): Auth {
  return session({
    identity: `${site} ${username}`,
    secrets: [password],
    // Copied as it is: the value may hold `/` and `+`. Sites with the check switched off set none.
    csrf: { header: 'BPMCSRF', cookie: 'BPMCSRF' },
    // A login answers `BPMSESSIONID=`, which would take away the session that it has just opened.
    ignoreEmptyCookies: true,
    login: (context) => login(context, site, username, password),
  })
}

async function login({ send }: LoginContext, site: string, username: string, password: Secret): Promise<LoginResult> {
  const response = await send({
    method: 'POST',
    url: `${site}ServiceModel/AuthService.svc/Login`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json; charset=utf-8',
      forceusesession: 'true',
      'user-agent': USER_AGENT,
    },
    body: JSON.stringify({ UserName: username, UserPassword: password.reveal() }),
  })
  const { status } = response
  const answer = parse(await response.text())
  if (status >= 500 || status === 429 || status === 408) {
    throw new NetworkError(`The login is not available (HTTP ${status})`, { status, sent: 'no', retryable: true })
  }
  if (answer === undefined || typeof answer.Code !== 'number') {
    throw new AuthenticationError(`The login answered HTTP ${status} without saying whether it worked. Check url`, {
      status,
    })
  }
  // Wrong credentials come with status 200 too.
  if (answer.Code !== 0) {
    const said = typeof answer.Message === 'string' && answer.Message !== '' ? answer.Message.slice(0, 300) : undefined
    throw new AuthenticationError(`Creatio refused the login${said === undefined ? '' : `: ${said}`}`, {
      status,
      vendorCode: String(answer.Code),
      ...(said !== undefined && { vendorMessage: said }),
    })
  }
  if (isText(answer.PasswordChangeUrl) || isText(answer.RedirectUrl)) {
    throw new AuthenticationError(
      'Creatio wants one more step of this user, such as a new password: log in there once',
      {
        status,
      },
    )
  }
  return { headers: { forceusesession: 'true' } }
}

/** The firewall in front of the cloud refuses clients without one. */
export const USER_AGENT = 'bpmcentr-creatio'

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
