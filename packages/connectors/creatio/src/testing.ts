import { systemClock } from '@bpmcentr/core'
import {
  type Collection,
  defineSandbox,
  html,
  json,
  Reply,
  type Sandbox,
  type SandboxOptions,
} from '@bpmcentr/core/testing'
import { identityUrlOf } from './options.ts'
import { type CreatioAuth, creatioAuth, type ExpiryStyle } from './testing/auth.ts'
import { dataServiceRoutes } from './testing/dataService.ts'
import { type Files, fileRoutes } from './testing/files.ts'
import { odataRoutes, type Streams } from './testing/odata.ts'
import { odata3Routes } from './testing/odata3.ts'
import { processRoutes, type SandboxProcess, type SandboxRun } from './testing/processes.ts'
import { seedSite } from './testing/seed.ts'
import { type Row, World } from './testing/world.ts'

export type { CreatioAuth, ExpiryStyle } from './testing/auth.ts'
export type { SandboxProcess, SandboxRun } from './testing/processes.ts'
export { type Row, SUPERVISOR } from './testing/world.ts'

const LOGIN = '/ServiceModel/AuthService.svc/Login'

/** What a test may choose of this sandbox. */
export interface CreatioSandboxOptions extends SandboxOptions {
  /** What hosts the site. Default `framework`: services are under `/0/`. */
  readonly runtime?: 'framework' | 'netcore'
  /** Names and passwords. Default `Supervisor` with `sandbox-password`. */
  readonly users?: Readonly<Record<string, string>>
  /** OAuth clients and their secrets. Default `sandbox-client` with `sandbox-secret`. */
  readonly clients?: Readonly<Record<string, string>>
  /** How an expired session shows. Default `status`, which is what ForceUseSession promises. */
  readonly expiry?: ExpiryStyle
  /** Whether writes need BPMCSRF. Default true. */
  readonly csrf?: boolean
  /** What an entity set that does not exist answers. Default 404; some hosts say 401. */
  readonly unknownSet?: 401 | 404
  /** Business processes by code. Default: `UsrScoreContact`, whose `Score` is 42. */
  readonly processes?: Readonly<Record<string, SandboxProcess>>
  /** How many contacts there are besides the user's own. Default 30. */
  readonly contacts?: number
}

/** Objects by name (`state.Contact`), with rows as OData gives them, and what is no object. */
export interface CreatioState {
  readonly tables: Readonly<Record<string, Collection<Row>>>
  /** Processes that were started, oldest first. */
  readonly runs: readonly SandboxRun[]
  readonly settings: ReadonlyMap<string, unknown>
}

export interface CreatioSandbox extends Sandbox<CreatioState> {
  readonly auth: CreatioAuth
  /** How an expired session shows from now on. */
  expiry: ExpiryStyle
}

/**
 * A stateful fake of a Creatio site: login, cookies and BPMCSRF, OAuth, OData 4, DataService, files and processes over the
 * same records. Filters are evaluated; what Creatio refuses is refused here, in its words.
 *
 * @example
 * const box = creatioSandbox({ contacts: 300 })
 * const crm = creatio({ url: box.baseUrl, username: 'Supervisor', password: 'sandbox-password', transport: sandboxTransport(box) })
 */
export function creatioSandbox(options: CreatioSandboxOptions = {}): CreatioSandbox {
  const {
    runtime = 'framework',
    users = { Supervisor: 'sandbox-password' },
    clients = { 'sandbox-client': 'sandbox-secret' },
    expiry = 'status',
    csrf = true,
    unknownSet = 404,
    processes = { UsrScoreContact: () => ({ Score: 42 }) },
    contacts = 30,
    ...common
  } = options
  const baseUrl = 'https://sandbox.creatio.com'
  const root = runtime === 'framework' ? '/0' : ''
  const style = { expiry }
  const clock = options.clock ?? systemClock
  const world = new World(seedSite(contacts), () => clock.now())
  const runs: SandboxRun[] = []
  const files: Files = new Map()
  const streams: Streams = new Map()
  const settings = new Map<string, unknown>()
  const fill = () => {
    runs.length = 0
    files.clear()
    streams.clear()
    settings.clear()
    settings.set('Maintainer', 'Customer')
    const content = new Uint8Array([37, 80, 68, 70])
    const [id, offer] = [
      '5d1c7f3e-0b5c-4a53-9a35-8a3f3a1b7c21',
      { schema: 'ContactFile', name: 'offer.pdf', mimeType: 'application/pdf' },
    ]
    files.set(id, { ...offer, total: 4, content, size: 4 })
  }
  fill()
  const auth = creatioAuth({
    root,
    login: LOGIN,
    tokenUrl: `${identityUrlOf(baseUrl)}/connect/token`,
    users,
    clients,
    expiry: () => style.expiry,
    csrf,
  })
  const box = defineSandbox<CreatioState & Readonly<Record<string, unknown>>>(
    {
      id: 'creatio',
      baseUrl,
      auth,
      state: { ...world.tables, tables: world.tables, runs, settings },
      notFound: (request) => notFound(request.path),
      malformedBody: () => json({ Message: 'An error has occurred.', ExceptionType: 'SerializationException' }, 400),
      decorate: (reply, request) => (request.path === LOGIN ? withCookies(reply) : reply),
      routes: [
        ...dataServiceRoutes(world, root, settings),
        ...odataRoutes({ world, streams, unknownSet: () => unknownSet }, root),
        ...odata3Routes(world, root),
        ...fileRoutes(world, files, root),
        ...processRoutes(processes, runs, root),
      ],
      onReset: fill,
    },
    common,
  )
  return Object.defineProperty(box, 'expiry', {
    get: () => style.expiry,
    set: (value: ExpiryStyle) => {
      style.expiry = value
    },
  }) as unknown as CreatioSandbox
}

/** The login page is where redirects of expired sessions lead. */
function notFound(path: string): Reply {
  if (/\/Login\/NuiLogin\.aspx$/.test(path)) {
    return html('<!DOCTYPE html>\n<html><head><script src="/Login/login.js"></script></head></html>')
  }
  return html('<!DOCTYPE html>\n<html><body><h2>404 - File or directory not found.</h2></body></html>', 404)
}

/** A login sets more cookies than it needs, and one that is empty. */
function withCookies(reply: Reply): Reply {
  const cookies = reply.headers['set-cookie']
  if (cookies === undefined) return reply
  const more = [
    'BPMLOADER=0cvuttudj3s0eq1cq0nq5e1x; path=/; HttpOnly',
    'BPMSESSIONID=; path=/; HttpOnly',
    'UserType=General; path=/',
  ]
  return new Reply(reply.status, { ...reply.headers, 'set-cookie': [...[cookies].flat(), ...more] }, reply.body)
}
