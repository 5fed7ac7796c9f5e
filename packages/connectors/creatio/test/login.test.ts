import { AuthenticationError, ConfigError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { creatio } from '../src/index.ts'
import { identityUrlOf, rootOf, siteOf } from '../src/options.ts'
import type { ExpiryStyle } from '../src/testing.ts'
import { FORMS, OAUTH, start, URL_OF_SITE } from './support/site.ts'

describe('the login', () => {
  it('happens once for a hundred calls at once', async () => {
    const { box, crm, run } = start()
    const calls = Array.from({ length: 100 }, () => crm.users.me({}))
    expect((await run(Promise.all(calls))).map(({ Name }) => Name)).toEqual(Array(100).fill('Supervisor'))
    expect(box.auth.logins).toBe(1)
  })

  it.each<ExpiryStyle>(['status', 'page', 'redirect', 'fault'])(
    'happens once more for a hundred calls when the session is over and shows it by %s',
    async (expiry) => {
      const { box, crm, run } = start({ expiry })
      await run(crm.users.me({}))
      box.auth.expire()
      await run(Promise.all(Array.from({ length: 100 }, () => crm.users.me({}))))
      expect(box.auth.logins).toBe(2)
    },
  )

  it.each<ExpiryStyle>(['status', 'page', 'redirect', 'fault'])(
    'lets a write take effect once when the session is over and shows it by %s',
    async (expiry) => {
      const { box, crm, run } = start({ expiry })
      await run(crm.users.me({}))
      box.auth.expire()
      const before = box.state.tables.City?.size ?? 0
      await run(crm.dataService.insert({ schema: 'City', values: { Name: 'Lviv' } }))
      expect(box.state.tables.City?.size).toBe(before + 1)
      expect(box.auth.logins).toBe(2)
    },
  )

  it.each<ExpiryStyle>(['page', 'redirect'])('never takes a login page for a file (%s)', async (expiry) => {
    const { box, crm, run, clock } = start({ expiry })
    await run(crm.users.me({}))
    const file = { schema: 'ContactFile', id: '5d1c7f3e-0b5c-4a53-9a35-8a3f3a1b7c21' }
    box.auth.expire()
    expect(new TextDecoder().decode((await run(crm.files.download(file))).bytes)).toBe('%PDF')
    box.auth.expire()
    expect(await new Response(await run(crm.openFile(file))).text()).toBe('%PDF')
    await clock.advance(0)
    expect(clock.pending).toBe(0)
  })

  it('sends BPMCSRF as it came, all cookies but empty ones, and ForceUseSession, to the services only', async () => {
    const { box, crm, run } = start()
    await run(crm.dataService.insert({ schema: 'City', values: { Name: 'Lviv' } }))
    const [login, write] = box.requests
    expect(login?.path).toBe('/ServiceModel/AuthService.svc/Login')
    expect(write?.path).toBe('/0/DataService/json/SyncReply/InsertQuery')
    const cookies = Object.fromEntries(
      String(write?.headers.cookie)
        .split('; ')
        .map((pair) => pair.split('=')),
    )
    expect(write?.headers.bpmcsrf).toBe(cookies.BPMCSRF)
    expect(Object.keys(cookies).sort()).toEqual(['.ASPXAUTH', 'BPMCSRF', 'BPMLOADER', 'UserType'])
    expect(write?.headers.forceusesession).toBe('true')
    expect(login?.headers.bpmcsrf).toBeUndefined()
  })

  it('works where the CSRF check is off and no BPMCSRF comes', async () => {
    const { box, crm, run } = start({ csrf: false })
    await run(crm.dataService.insert({ schema: 'City', values: { Name: 'Lviv' } }))
    expect(box.requests.at(-1)?.headers.bpmcsrf).toBeUndefined()
  })

  it('is not tried again after a refusal, which comes with status 200', async () => {
    const { box, make, clock } = start({ users: { Supervisor: 'changed' } })
    const crm = make()
    const errors = await clock.run(Promise.allSettled(Array.from({ length: 20 }, () => crm.users.me({}))))
    for (const ending of errors) {
      expect(ending.status === 'rejected' && ending.reason).toBeInstanceOf(AuthenticationError)
    }
    expect(String(errors[0]?.status === 'rejected' && errors[0].reason)).toContain('Invalid username or password')
    expect(JSON.stringify(errors)).not.toContain('sandbox-password')
    expect(box.requests).toHaveLength(1)
  })

  it('is made at most once a minute for an address that refuses also fresh sessions', async () => {
    const { box, crm, run, failure, clock } = start({ unknownSet: 401 })
    await run(crm.users.me({}))
    const set = crm.odataOf().set('UsrNothing')
    for (let call = 0; call < 5; call++) {
      const error = await failure(set.list().first())
      expect(error).toBeInstanceOf(AuthenticationError)
      expect(String(error)).toContain('check the name')
    }
    expect(box.auth.logins).toBe(2)
    // What does exist is not affected, and later it is tried again.
    box.auth.expire()
    await run(crm.users.me({}))
    expect(box.auth.logins).toBe(3)
    await clock.advance(61_000)
    await failure(set.list().first())
    expect(box.auth.logins).toBe(4)
  })
})

describe('OAuth', () => {
  it('gets one token for all calls from the identity service beside the site, and sends no cookies', async () => {
    const { box, crm, run } = start({}, OAUTH)
    await run(Promise.all(Array.from({ length: 50 }, () => crm.users.me({}))))
    expect(box.auth.logins).toBe(1)
    const [token, call] = box.requests
    expect(token?.body).toBe('grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret')
    expect(call?.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer /) })
    expect(call?.headers.cookie ?? call?.headers.bpmcsrf ?? call?.headers.forceusesession).toBeUndefined()
  })

  it('gets a new token once when it was refused', async () => {
    const { box, crm, run } = start({}, OAUTH)
    await run(crm.users.me({}))
    box.auth.expire()
    await run(Promise.all(Array.from({ length: 50 }, () => crm.users.me({}))))
    expect(box.auth.logins).toBe(2)
  })

  it('writes the secret of the token request as a form wants it', async () => {
    const { box, run, make } = start({ clients: { ABC: 'a+b/c=d&e' } }, {
      clientId: 'ABC',
      clientSecret: 'a+b/c=d&e',
    } as never)
    await run(make().users.me({}))
    expect(box.requests[0]?.body).toBe('grant_type=client_credentials&client_id=ABC&client_secret=a%2Bb%2Fc%3Dd%26e')
  })
})

describe('the options', () => {
  it.each([
    ['https://186843-crm-bundle.creatio.com', 'https://186843-crm-bundle-is.creatio.com'],
    ['https://mycompany.creatio.com:444', 'https://mycompany-is.creatio.com:444'],
    ['https://crm.example.com', undefined],
  ])('find the identity service of %s', (site, identity) => {
    expect(identityUrlOf(site)).toBe(identity)
  })

  it('keep the path of a site and put services under /0/ on .NET Framework only', () => {
    const url = 'https://host.example/Creatio/'
    expect(siteOf({ url })).toBe('https://host.example/Creatio/')
    expect(rootOf({ url, runtime: 'framework' })).toBe('https://host.example/Creatio/0/')
    expect(rootOf({ url, runtime: 'netcore' })).toBe('https://host.example/Creatio/')
  })

  it('reach a site on .NET', async () => {
    const { box, crm, run } = start({ runtime: 'netcore' })
    await run(crm.users.me({}))
    await run(crm.odata.set('City').count())
    expect(box.requests.map(({ path }) => path)).toEqual([
      '/ServiceModel/AuthService.svc/Login',
      '/DataService/json/SyncReply/SelectQuery',
      '/odata/City/$count',
    ])
  })

  it.each([
    [{ url: URL_OF_SITE }, /no credentials.*OAuth/],
    [{ url: URL_OF_SITE, ...FORMS, ...OAUTH }, /several kinds/],
    [{ url: URL_OF_SITE, username: 'Supervisor' }, /go together/],
    [{ url: 'https://crm.example.com', ...OAUTH }, /identityUrl/],
    [{ url: 'ftp://crm.example.com', ...OAUTH }, /url/],
  ])('refuse %j and say what is wrong', (options, message) => {
    expect(() => creatio(options as never)).toThrow(ConfigError)
    expect(() => creatio(options as never)).toThrow(message)
  })

  it('take a token, or a function that gets one', async () => {
    const { box, clock } = start()
    const { sandboxTransport } = await import('@bpmcentr/core/testing')
    const crm = creatio({
      url: URL_OF_SITE,
      accessToken: async () => 'wrong-token',
      transport: sandboxTransport(box),
      clock,
    })
    const error = await clock.run(crm.users.me({}).catch((thrown: unknown) => thrown))
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(box.requests[0]?.headers.authorization).toBe('Bearer wrong-token')
  })

  it('prove the credentials and name the contact behind them', async () => {
    const { crm, run } = start()
    expect(await run(crm.test())).toEqual({ label: 'Supervisor', id: '76929f8c-7e15-4c64-bdb0-adc62d383727' })
  })
})
