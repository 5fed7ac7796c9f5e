import { AuthenticationError, defineConnector, oauth2, operation, secret, session } from '@bpmcentr/core'
import { defineSandbox, get, json, oauth2Auth, post, type SandboxOptions, sessionAuth } from '@bpmcentr/core/testing'
import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import * as z from 'zod'

const operations = {
  me: operation({
    summary: 'Say who I am',
    kind: 'read',
    input: z.strictObject({}),
    output: z.looseObject({ account: z.string() }),
    request: () => ({ method: 'GET', path: 'me' }),
    example: { input: {}, output: { account: 'app' } },
  }),
  greet: operation({
    summary: 'Greet',
    kind: 'action',
    input: z.strictObject({ name: z.string() }),
    output: z.looseObject({ greeting: z.string() }),
    request: (body) => ({ method: 'POST', path: 'greet', json: body }),
    example: { input: { name: 'Оля' }, output: { greeting: 'Вітаю, Оля' } },
  }),
}

const routes = [
  get('/me', (request) => ({ account: request.account })),
  post('/greet', (request) => ({ greeting: `Вітаю, ${request.object().name}` })),
]

const tokens = defineConnector({
  id: 'tokens',
  title: 'Tokens on another host',
  options: () => z.object({ clientId: z.string(), clientSecret: secret(z.string()) }),
  connect: ({ clientId, clientSecret }) => ({
    baseUrl: 'https://api.tokens.example/',
    auth: oauth2({ flow: 'clientCredentials', tokenUrl: 'https://login.tokens.example/token', clientId, clientSecret }),
    advice: { authentication: 'Find both under Settings → Apps.' },
  }),
  operations,
})

connectorConformance(tokens, {
  sandbox: (options: SandboxOptions) =>
    defineSandbox(
      {
        id: 'tokens',
        baseUrl: 'https://api.tokens.example',
        auth: oauth2Auth({
          tokenPath: 'https://login.tokens.example/token',
          clients: { 'the-app': 'app-secret-value' },
        }),
        routes,
      },
      options,
    ),
  options: { clientId: 'the-app', clientSecret: 'app-secret-value' },
  wrong: {
    options: { clientId: 'the-app', clientSecret: 'wrong-secret-value' },
    help: /Check the client id and secret/,
  },
})

const sessions = defineConnector({
  id: 'sessions',
  title: 'Sessions with cookies',
  options: () => z.object({ password: secret(z.string()) }),
  connect: ({ password }) => ({
    baseUrl: 'https://api.sessions.example/',
    auth: session({
      identity: 'https://api.sessions.example olha',
      secrets: [password],
      csrf: { cookie: 'CSRF', header: 'x-csrf' },
      async login({ send }) {
        const response = await send({
          method: 'POST',
          url: 'https://api.sessions.example/login',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ password: password.reveal() }),
        })
        await response.discard()
        if (response.status !== 200)
          throw new AuthenticationError('the login was refused. Find it under Settings', { status: response.status })
      },
    }),
    advice: { authentication: 'Find the password under Settings.' },
  }),
  operations,
})

connectorConformance(sessions, {
  sandbox: (options: SandboxOptions) =>
    defineSandbox(
      {
        id: 'sessions',
        baseUrl: 'https://api.sessions.example',
        auth: sessionAuth({
          loginPath: '/login',
          login: (request) =>
            request.object().password === 'the-password' ? { account: 'olha' } : json({ code: 1 }, 401),
          cookie: 'SID',
          csrf: { cookie: 'CSRF', header: 'x-csrf' },
        }),
        routes,
      },
      options,
    ),
  options: { password: 'the-password' },
  wrong: { options: { password: 'wrong-password' }, help: /Settings/ },
})
