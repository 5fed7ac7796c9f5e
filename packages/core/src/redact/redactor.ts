import { keyJudge, type Sensitivity } from './keys.ts'
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
  /** Whether a text is, as a whole, a known secret. */
  isSecret(text: string): boolean
  /** Whether what stands under a key of this name is secret. */
  judge(key: string): Sensitivity
}

export interface RedactorOptions {
  /** More key names whose values are secret, in any spelling. */
  readonly keys?: readonly string[] | undefined
}

const MIN_LENGTH = 4
/** The first ones come from the connector's options and stay; tokens renewed later push out older ones. */
const LASTING = 64
const RENEWED = 128

export function createRedactor(options: RedactorOptions = {}): Redactor {
  const judge = keyJudge(options.keys)
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
    text(plain) {
      if (secrets.has(plain)) return REDACTED
      return applyMasks(plain, masksOf(plain, patterns(), judge))
    },
    isSecret: (plain) => secrets.has(plain),
    judge,
  }
}

export { safeText } from './safeText.ts'
