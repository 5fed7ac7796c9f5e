import { ConfigError, InputError } from '../errors/index.ts'
import type { CallOptions } from '../operation.ts'
import { describeIssue, type SchemaIssue } from '../schema.ts'
import type { ClientOptions } from './settings.ts'

/** What is expected, in words, and whether a value is it. */
type Rule = readonly [expected: string, fits: (value: unknown) => boolean]

const MILLISECONDS: Rule = ['a number of milliseconds above 0', (value) => typeof value === 'number' && value > 0]
const RETRIES: Rule = [
  'false or a whole number of retries from 0 up',
  (value) => value === false || (Number.isSafeInteger(value) && (value as number) >= 0),
]
const FUNCTION: Rule = ['a function', (value) => typeof value === 'function']

const CLIENT_RULES: { readonly [K in keyof ClientOptions]-?: Rule } = {
  plugins: [
    'a list of plugins, each an object with a name',
    (value) => Array.isArray(value) && value.every((plugin) => typeof member(plugin, 'name') === 'string'),
  ],
  transport: ['a transport, such as undiciTransport()', (value) => has(value, 'send')],
  timeout: MILLISECONDS,
  attemptTimeout: MILLISECONDS,
  retry: RETRIES,
  validation: ["'warn', 'strict' or 'off'", (value) => value === 'warn' || value === 'strict' || value === 'off'],
  onMismatch: FUNCTION,
  limits: ['false, or to be left out', (value) => value === false],
  limiterStore: ['a limiter store, such as memoryLimiterStore()', (value) => has(value, 'open', 'close')],
  clock: ['a clock with now() and schedule()', (value) => has(value, 'now', 'schedule')],
  maxBytes: ['a whole number of bytes from 1 up', (value) => Number.isSafeInteger(value) && (value as number) > 0],
}

const CALL_RULES: { readonly [K in keyof CallOptions]-?: Rule } = {
  signal: [
    'an AbortSignal',
    (value) => typeof member(value, 'aborted') === 'boolean' && has(value, 'addEventListener', 'removeEventListener'),
  ],
  timeout: MILLISECONDS,
  retry: RETRIES,
  headers: [
    'a plain object of header names and values',
    (value) => typeof value === 'object' && value !== null && !(Symbol.iterator in value),
  ],
  idempotencyKey: ['a text that is not empty', (value) => typeof value === 'string' && value !== ''],
  meta: ['an object', (value) => typeof value === 'object' && value !== null],
}

/** @throws ConfigError that names each wrong option and what was expected */
export function checkClientOptions(connector: string, options: ClientOptions): void {
  const issues = broken(CLIENT_RULES, options)
  if (issues.length > 0) throw new ConfigError(`${connector}: ${issues.map(describeIssue).join('; ')}`)
}

/** @throws InputError that names each wrong option and what was expected */
export function checkCallOptions(options: CallOptions): void {
  const given: unknown = options
  const issues =
    typeof given === 'object' && given !== null
      ? broken(CALL_RULES, options)
      : [{ path: [], message: 'expected an object' }]
  if (issues.length > 0) throw new InputError(`invalid options: ${issues.map(describeIssue).join('; ')}`, { issues })
}

/** A base URL is joined to paths as text, and everything sent there carries credentials. @throws ConfigError */
export function checkBaseUrl(connector: string, baseUrl: string): void {
  let url: URL | undefined
  try {
    url = new URL(baseUrl)
  } catch {
    // Told below, without the text: a key may be part of it.
  }
  const expected = (what: string) => new ConfigError(`${connector}: baseUrl: expected ${what}`)
  if (url === undefined) throw expected('a URL')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw expected('an http or https URL')
  if (url.username !== '' || url.password !== '') throw expected('a URL without user name and password')
  if (/[?#]/.test(baseUrl)) throw expected('a URL without query and fragment')
}

function broken<T extends object>(rules: { readonly [K in keyof T]-?: Rule }, options: T): SchemaIssue[] {
  const issues: SchemaIssue[] = []
  for (const name of Object.keys(rules) as (keyof T & string)[]) {
    const value = options[name]
    const [expected, fits] = rules[name]
    if (value !== undefined && !fits(value)) issues.push({ path: [name], message: `expected ${expected}` })
  }
  return issues
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function has(value: unknown, ...methods: string[]): boolean {
  return methods.every((name) => typeof member(value, name) === 'function')
}
