import { ConfigError } from '../errors/index.ts'
import type { OperationContext } from '../pipeline/context.ts'
import type { Next, Plugin } from '../plugin.ts'
import type { PluginHost } from '../pluginHost.ts'
import { reveal, type Secret } from '../secret.ts'
import type { Question } from './subscription/check.ts'
import { subscriptionError } from './subscription/denial.ts'
import { Entitlements, entitlementKeys } from './subscription/entitlements.ts'
import { UsageQueue, type UsageRecord } from './subscription/usage.ts'
import type { Verdict } from './subscription/verdict.ts'

export type { UsageRecord }

/** All times in milliseconds. */
export interface SubscriptionGuardOptions {
  /** The customer's BPM Centr key (`bpm_prod_…`); a function where it may be renewed while the client lives. */
  readonly apiKey: Secret | string | (() => Secret | string)
  /** The account the subscription is bound to; a function where one client serves several. */
  readonly accountId: string | ((context: OperationContext) => string)
  /** The connector's name in BPM Centr's catalogue. Default: the connector's own id. */
  readonly connector?: string | undefined
  /** Default `https://api.bpmcentr.ru/v1`. */
  readonly baseUrl?: string | undefined
  /** For one check with its repetitions. Default 5,000. */
  readonly timeout?: number | undefined
  /** How long a yes holds. Default 5 minutes. */
  readonly positiveTtl?: number | undefined
  /** How long a no holds; at most, and by default, one minute. */
  readonly negativeTtl?: number | undefined
  /**
   * How long the last yes holds while BPM Centr cannot be reached. Default 24 hours; never longer than 3 days past the
   * subscription's end; 0 for not at all.
   */
  readonly staleIfError?: number | undefined
  /** Whether each success is reported to BPM Centr: connector, account, operation and time, nothing else. Default true. */
  readonly recordUsage?: boolean | undefined
  /** How long usage is gathered before it is sent. Default 1,000. */
  readonly usageInterval?: number | undefined
  /** Told of each usage record that was given up. Default: one line on `console.warn`, once. */
  readonly onUsageError?: ((error: Error, record: UsageRecord) => void) | undefined
  /** Told what is odd but no failure. Default `console.warn`. */
  readonly warn?: ((message: string) => void) | undefined
}

const BASE_URL = 'https://api.bpmcentr.ru/v1'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const USAGE_CAPACITY = 1_000
const TIMES = ['timeout', 'positiveTtl', 'negativeTtl', 'staleIfError', 'usageInterval'] as const
const KEY = /^bpm_(?:prod|dev|test)_[A-Za-z0-9]{20,}$/

/**
 * Asks BPM Centr before an operation's first request whether this account may use this connector.
 *
 * @throws SubscriptionError from the operation when it may not, or when nobody can tell.
 * @throws ConfigError here, when an option is unusable.
 */
export function subscriptionGuard(options: SubscriptionGuardOptions): Plugin {
  const baseUrl = checkedBaseUrl(options.baseUrl ?? BASE_URL)
  const warn = options.warn ?? ((message: string) => console.warn(message))
  const { accountId, recordUsage = true } = options
  const apiKey = keySource(options.apiKey, warn)
  if (typeof accountId !== 'function') checkAccount(accountId)
  for (const name of TIMES) checkTime(name, options[name])
  const entitlements = new Entitlements(
    {
      timeout: options.timeout ?? 5_000,
      positiveTtl: options.positiveTtl ?? 5 * MINUTE,
      negativeTtl: Math.min(options.negativeTtl ?? MINUTE, MINUTE),
      staleIfError: options.staleIfError ?? DAY,
    },
    ({ why }) => warn(`BPM Centr could not be asked (${why}); its last answer still holds`),
  )
  const keyOf = entitlementKeys()
  let told = false
  const usage = new UsageQueue({
    interval: options.usageInterval ?? 1_000,
    capacity: USAGE_CAPACITY,
    timeout: options.timeout ?? 5_000,
    onLost(error, record) {
      if (options.onUsageError !== undefined) return safely(() => options.onUsageError?.(error, record))
      if (!told) warn(`BPM Centr: usage could not be recorded (${error.message}); further losses are not told`)
      told = true
    },
  })

  const questionOf = (context: OperationContext): Question => ({
    baseUrl,
    apiKey: apiKey(context.host),
    connector: options.connector ?? context.connector,
    accountId: typeof accountId === 'function' ? checkAccount(accountId(context)) : accountId,
  })

  return {
    name: 'subscriptionGuard',
    stage: 'guard',
    attach(host) {
      if (typeof options.apiKey !== 'function') host.redactor.add(reveal(options.apiKey))
    },
    async operation(context: OperationContext, next: Next) {
      const question = questionOf(context)
      const key = keyOf(question)
      const verdict =
        entitlements.known(key, context.host.now()) ??
        (await untilAborted(entitlements.ask(key, context.host, question), context.signal))
      if (verdict.state !== 'allowed') throw subscriptionError(verdict, question.connector)
      const result = await next()
      // A lookup after a lost answer belongs to the operation that lost it.
      if (recordUsage && !context.operation.endsWith('.recover')) {
        const timestamp = new Date(context.host.now()).toISOString()
        const record = {
          connector: question.connector,
          accountId: question.accountId,
          operation: context.operation,
          timestamp,
        }
        usage.add({ record, host: context.host, baseUrl, apiKey: question.apiKey })
      }
      return result
    },
    close: () => usage.close(),
  }
}

/** The question in flight goes on for the others when one caller gives up. */
function untilAborted(answer: Promise<Verdict>, signal: AbortSignal | undefined): Promise<Verdict> {
  if (signal === undefined) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** The first check binds the connector to the account for good, so it must not be an `undefined` that became text. */
function checkAccount(account: string): string {
  if (typeof account === 'string' && account.trim() !== '') return account
  throw new ConfigError('subscriptionGuard: accountId is empty')
}

function checkTime(name: (typeof TIMES)[number], ms: number | undefined): void {
  if (ms === undefined || (ms >= 0 && !(name === 'timeout' && ms === 0))) return
  throw new ConfigError(`subscriptionGuard: ${name}: expected a number of milliseconds`)
}

function keySource(
  given: SubscriptionGuardOptions['apiKey'],
  warn: (message: string) => void,
): (host: PluginHost) => string {
  let warned = false
  const checked = (key: string): string => {
    // What is not visible ASCII cannot stand in a header.
    if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key))
      throw new ConfigError('subscriptionGuard: apiKey is empty or has characters no key has')
    if (!warned && !KEY.test(key)) {
      warned = true
      warn('subscriptionGuard: apiKey does not look like a BPM Centr key (bpm_prod_…, bpm_dev_… or bpm_test_…)')
    }
    return key
  }
  if (typeof given !== 'function') {
    const key = checked(reveal(given))
    return () => key
  }
  return (host) => {
    const key = checked(reveal(given()))
    host.redactor.add(key)
    return key
  }
}

function checkedBaseUrl(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new ConfigError('subscriptionGuard: baseUrl is no URL')
  }
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw new ConfigError('subscriptionGuard: baseUrl must be https, since the API key travels there')
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ConfigError('subscriptionGuard: baseUrl has more than an origin and a path')
  }
  return url.href.replace(/\/+$/, '')
}

function safely(run: () => void): void {
  try {
    run()
  } catch {
    // Whoever is told of a lost record must not fail the operation that made it.
  }
}
