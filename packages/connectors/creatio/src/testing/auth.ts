import {
  html,
  json,
  type OAuth2Auth,
  oauth2Auth,
  Reply,
  redirect,
  type SandboxAuth,
  type SandboxRequest,
  type SessionAuth,
  sessionAuth,
} from '@bpmcentr/core/testing'

/** How the site shows that a session is over. */
export type ExpiryStyle = 'status' | 'page' | 'redirect' | 'fault'

/** Logins and tokens of the sandbox. */
export interface CreatioAuth extends SandboxAuth {
  /** Ends every session and token. */
  expire(): void
  /** How often somebody logged in or got a token. */
  readonly logins: number
}

export interface AuthOptions {
  readonly root: string
  readonly login: string
  readonly tokenUrl: string
  readonly users: Readonly<Record<string, string>>
  readonly clients: Readonly<Record<string, string>>
  readonly expiry: () => ExpiryStyle
  /** Whether the CSRF check is on. */
  readonly csrf: boolean
}

/** Forms login with cookies and BPMCSRF, and OAuth client credentials. */
export function creatioAuth(options: AuthOptions): CreatioAuth {
  const oauth: OAuth2Auth = oauth2Auth({
    tokenPath: options.tokenUrl,
    clients: options.clients,
    grants: ['client_credentials'],
    reject: () => json({ Message: 'Authorization has been denied for this request.' }, 401),
  })
  const forms: SessionAuth = sessionAuth({
    loginPath: options.login,
    cookie: '.ASPXAUTH',
    ...(options.csrf && { csrf: { cookie: 'BPMCSRF', header: 'BPMCSRF' } }),
    login: (request) => logIn(request, options.users),
    welcome: () => json(loginBody(0, '')),
    reject: (request) => expired(request, options),
    rejectCsrf: () => new Reply(403, {}, ''),
  })
  return {
    type: 'creatio',
    routes: [...(oauth.routes ?? []), ...(forms.routes ?? [])],
    check: (request) => (request.header('authorization') === undefined ? forms : oauth).check(request),
    expire() {
      oauth.expire()
      forms.expire()
    },
    get logins() {
      return forms.logins + Object.values(oauth.issued).reduce((sum, count) => sum + count, 0)
    },
    reset() {
      oauth.reset?.()
      forms.reset?.()
    },
  }
}

function logIn(request: SandboxRequest, users: Readonly<Record<string, string>>): { account: string } | Reply {
  const { UserName, UserPassword } = request.object()
  const name = String(UserName)
  if (Object.hasOwn(users, name) && users[name] === UserPassword) return { account: name }
  // Status 200 all the same.
  return json(loginBody(1, 'Invalid username or password'))
}

function loginBody(Code: number, Message: string) {
  const Exception = Code === 0 ? null : { HelpLink: null, InnerException: null, Message }
  return { Code, Message, Exception, PasswordChangeUrl: null, RedirectUrl: null }
}

/** A session that is over, in the ways in which sites say it. Only with ForceUseSession it is a plain 401. */
function expired(request: SandboxRequest, { root, expiry }: AuthOptions): Reply {
  const style = request.header('forceusesession') === 'true' ? expiry() : 'redirect'
  const page = `${root === '' ? '' : root}/Login/NuiLogin.aspx`
  switch (style) {
    case 'status':
      return json({ Message: 'Authorization has been denied for this request.' }, 401)
    case 'redirect':
      return redirect(`${request.origin}${page}?ReturnUrl=%2f0%2f`)
    case 'fault':
      return json(
        { Message: 'Authentication failed.', StackTrace: null, ExceptionType: 'System.InvalidOperationException' },
        500,
      )
    case 'page':
      return html(`<!DOCTYPE html>\n<html><head><script src="${page}"></script><title>Creatio</title></head></html>`)
  }
}
