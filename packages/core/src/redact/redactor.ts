import { COPY_LIMITS, type CopyLimits, type CopyRules, copyRedacted } from './copy.ts'
import { keyJudge } from './keys.ts'
import { type SecretPattern, secretPatterns } from './patterns.ts'
import { relatedSecrets } from './related.ts'
import { applyMasks, masksOf, REDACTED } from './scan.ts'

/** Everything that prints goes through one of these. It knows the values of the secrets, and the names they go by. */
export interface Redactor {
  /**
   * Makes a secret value known. From 4 characters on it is found anywhere, in whatever encoding; a shorter one only where
   * it is the whole text or under a secret-looking key, since it would shred every message.
   */
  add(secret: string): void
  /** Replaces known secrets, what stands beside a secret-looking name (`password=…`, `"token": "…"`), and card numbers. */
  text(text: string): string
  /**
   * A redacted copy in plain data: bounded in depth and size, cycles cut, no getter run, bytes and streams described in
   * words, dates as ISO text, maps as objects, sets as arrays.
   */
  value<T>(value: T, limits?: Partial<CopyLimits>): T
  /** Lower-case names; of a credential only its scheme stays (`Bearer [redacted]`). */
  headers(
    headers: Readonly<Record<string, string | undefined>> | Iterable<readonly [string, string]>,
  ): Record<string, string>
}

export type { CopyLimits }

export interface RedactorOptions {
  /** More key names whose values are secret, in any spelling. */
  readonly keys?: readonly string[] | undefined
  readonly limits?: Partial<CopyLimits> | undefined
}

const MIN_LENGTH = 4
/** The first ones come from the connector's options and stay; tokens renewed later push out older ones. */
const LASTING = 64
const RENEWED = 128

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const judge = keyJudge(options.keys)
  const limits = { ...COPY_LIMITS, ...options.limits }
  // The patterns of a secret are made when the first text is redacted: a call that logs nothing pays nothing.
  const secrets = new Map<string, SecretPattern[] | undefined>()
  let known: SecretPattern[] | undefined

  const patterns = (): SecretPattern[] => {
    known ??= [...secrets.keys()]
      .filter((secret) => secret.length >= MIN_LENGTH)
      .flatMap((secret) => {
        const made = secrets.get(secret) ?? secretPatterns(secret)
        secrets.set(secret, made)
        return made
      })
    return known
  }

  const text = (plain: string): string => {
    if (secrets.has(plain)) return REDACTED
    return applyMasks(plain, masksOf(plain, patterns(), judge))
  }

  const rules: CopyRules = { text, isSecret: (plain) => secrets.has(plain), judge }

  return {
    add(secret) {
      if (typeof secret !== 'string') return
      for (const value of [secret, ...relatedSecrets(secret)]) {
        if (value === '' || secrets.has(value)) continue
        secrets.set(value, undefined)
        known = undefined
        if (secrets.size > LASTING + RENEWED) secrets.delete([...secrets.keys()][LASTING] as string)
      }
    },
    text,
    value: <T>(value: T, narrower?: Partial<CopyLimits>) => copyRedacted(value, rules, { ...limits, ...narrower }) as T,
    headers(headers) {
      const out: Record<string, string> = {}
      for (const [name, value] of Symbol.iterator in headers ? headers : Object.entries(headers)) {
        if (value === undefined) continue
        const lower = name.toLowerCase()
        const shown = judge(lower) === 'never' || value === '' ? text(value) : withScheme(value)
        Object.defineProperty(out, text(lower), { value: shown, enumerable: true, configurable: true, writable: true })
      }
      return out
    },
  }
}

function withScheme(credential: string): string {
  const scheme = /^(?:bearer|basic|digest|negotiate|ntlm|oauth|token) (?=.)/i.exec(credential)
  return scheme === null ? REDACTED : scheme[0] + REDACTED
}

export { safeText } from './safeText.ts'
