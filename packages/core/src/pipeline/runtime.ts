import { noAuth } from '../auth/noAuth.ts'
import type { Auth, AuthContext } from '../auth/types.ts'
import type { Connection } from '../connection.ts'
import { scopeKey } from '../limit/scope.ts'
import { defaultLimiterStore } from '../limit/store.ts'
import type { Limiter, LimiterStore } from '../limit/types.ts'
import type { PluginHost } from '../pluginHost.ts'
import { createRedactor, type Redactor } from '../redact/redactor.ts'
import { type RetryBudget, sharedRetryBudget } from '../retry/budget.ts'
import type { SchemaIssue } from '../schema.ts'
import { type Clock, systemClock } from '../time.ts'
import { kyTransport } from '../transport/ky.ts'
import type { Transport } from '../transport/types.ts'
import { baseUrlOf } from './address.ts'
import { createHost } from './host.ts'
import { type Onion, onion, sortPlugins } from './onion.ts'
import { released, releaseWhenCollected } from './reaper.ts'
import { type ClientOptions, DEFAULT_TIMEOUT } from './settings.ts'

const DEFAULT_ATTEMPT_TIMEOUT = 30_000
const DEFAULT_RETRIES = 3
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024
const MISMATCH_INTERVAL = 60_000
/** A page of rows that all differ has thousands. */
const TOLD_ISSUES = 1_000

/** Everything of one client that its calls share. */
export class Runtime {
  readonly connector: string
  readonly connection: Connection
  readonly clock: Clock
  readonly transport: Transport
  readonly auth: Auth
  readonly redactor: Redactor
  readonly host: PluginHost
  readonly operationOnion: Onion | undefined
  readonly attemptOnion: Onion | undefined
  readonly timeout: number
  readonly attemptTimeout: number
  readonly retries: number
  readonly maxBytes: number
  readonly validation: 'warn' | 'strict' | 'off'
  readonly #options: ClientOptions
  readonly #store: LimiterStore
  readonly #told = new Map<string, number>()
  #scope: string | undefined
  #account: string | undefined
  #limiter: Limiter | undefined
  #budget: RetryBudget | undefined
  #closing: Promise<void> | undefined

  constructor(connector: string, connection: Connection, options: ClientOptions, secrets: readonly string[]) {
    this.connector = connector
    this.connection = connection
    this.#options = options
    this.clock = options.clock ?? systemClock
    this.transport = options.transport ?? kyTransport()
    this.auth = connection.auth ?? noAuth()
    this.redactor = createRedactor()
    for (const value of secrets) this.redactor.add(value)
    for (const value of this.auth.secrets()) this.redactor.add(value)
    this.host = createHost(this)
    const plugins = sortPlugins(options.plugins ?? [])
    this.operationOnion = onion(plugins.flatMap((plugin) => (plugin.operation ? [plugin.operation.bind(plugin)] : [])))
    this.attemptOnion = onion(plugins.flatMap((plugin) => (plugin.attempt ? [plugin.attempt.bind(plugin)] : [])))
    this.timeout = options.timeout ?? DEFAULT_TIMEOUT
    this.attemptTimeout = options.attemptTimeout ?? connection.attemptTimeout ?? DEFAULT_ATTEMPT_TIMEOUT
    this.retries = options.retry === false ? 0 : (options.retry ?? connection.retries ?? DEFAULT_RETRIES)
    this.maxBytes = options.maxBytes ?? connection.maxBytes ?? DEFAULT_MAX_BYTES
    this.validation = options.validation ?? 'warn'
    this.#store = options.limiterStore ?? defaultLimiterStore(this.clock)
    for (const plugin of plugins) plugin.attach?.(this.host)
  }

  /** Shared with every client of the same account. Opened by the first call. */
  get limiter(): Limiter {
    if (this.#limiter === undefined) {
      const limits = this.#options.limits === false ? [] : (this.connection.limits ?? [])
      const scope = scopeKey([
        this.connector,
        new URL(baseUrlOf(this.connection)).host,
        this.connection.limitScope ?? this.auth.identity(),
        limits.length === 0 ? 'unlimited' : 'limited',
      ])
      this.#scope = scope
      this.#limiter = this.#store.open(scope, limits)
      releaseWhenCollected(this, { store: this.#store, scope })
    }
    return this.#limiter
  }

  /** The credentials' identity, hashed. */
  get account(): string {
    this.#account ??= scopeKey([this.auth.identity()])
    return this.#account
  }

  get budget(): RetryBudget {
    this.#budget ??= sharedRetryBudget(this.limiter, this.connection.limits ?? [])
    return this.#budget
  }

  get closed(): boolean {
    return this.#closing !== undefined
  }

  authContext(signal: AbortSignal | undefined): AuthContext {
    return {
      clock: this.clock,
      signal,
      send: (request, own) => this.transport.send({ ...request, signal: own, maxBytes: this.maxBytes }),
      conceal: (value) => this.redactor.add(value),
    }
  }

  /** At most once a minute for each operation: one changed field would otherwise fill the log. */
  mismatch(operation: string, issues: readonly SchemaIssue[]): void {
    const now = this.clock.now()
    const last = this.#told.get(operation)
    if (last !== undefined && now - last < MISMATCH_INTERVAL) return
    this.#told.set(operation, now)
    const mismatch = {
      operation: `${this.connector}.${operation}`,
      issues: this.#shown(issues),
    }
    const tell = this.#options.onMismatch
    if (tell === undefined) {
      warn(mismatch.operation, mismatch.issues)
      return
    }
    try {
      tell(mismatch)
    } catch {
      // The answer is there: a listener that fails must not turn a write that happened into a failure.
      warn(mismatch.operation, mismatch.issues)
    }
  }

  /** Keys and texts of the answer may be in them. */
  #shown(issues: readonly SchemaIssue[]): SchemaIssue[] {
    return issues.slice(0, TOLD_ISSUES).map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'string' ? this.redactor.text(key) : key)),
      message: this.redactor.text(message),
    }))
  }

  /** Everything is closed, also after something failed to; then rejects with the first failure. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#scope !== undefined) {
      released(this)
      this.#store.close(this.#scope)
    }
    const failures: unknown[] = []
    const attempt = async (close: () => Promise<void> | void | undefined) => {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    for (const plugin of this.#options.plugins ?? []) await attempt(() => plugin.close?.())
    await attempt(() => this.connection.close?.())
    // A transport given by the caller may serve other clients, so its owner closes it.
    if (this.#options.transport === undefined) await attempt(() => this.transport.close?.())
    if (failures.length > 0) throw failures[0]
  }
}

function warn(operation: string, issues: readonly SchemaIssue[]): void {
  const places = issues.slice(0, 5).map((issue) => `${issue.path.map(String).join('.')} (${issue.message})`)
  console.warn(
    `${operation}: the answer differs from its declared shape and is handed over as it came: ${places.join('; ')}`,
  )
}
