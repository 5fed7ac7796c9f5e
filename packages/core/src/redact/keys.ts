/** `always`: whatever is under it goes. `scalar`: a string or number goes, an object is looked into. */
export type Sensitivity = 'always' | 'scalar' | 'never'

const ALWAYS = [
  'authorization proxyauthorization cookie cookies setcookie credential credentials connectionstring dsn',
  'password passwords passwd pwd passphrase passcode passwordconfirmation passwordconfirm passwordrepeat',
  'secret secrets clientsecret token tokens bearer jwt assertion codeverifier authorizationcode',
  'apikey privatekey secretkey accesskey accountkey sharedkey signingkey encryptionkey masterkey authkey servicekey',
  'subscriptionkey licensekey sessionid sessid phpsessid jsessionid sessionkey csrf xsrf',
  'cardnumber cardnum cardno creditcardnumber cvv cvc cvv2 cvc2 cardcvv cardcvc securitycode pincode',
  'otp totp otpcode onetimecode verificationcode smscode',
  'пароль токен секрет номеркарты',
]
const SCALAR = ['card creditcard bankcard pan pin session auth signature sig pass']

/** A token that only says where the next page or the next change is. */
const PAGING = new Set(['page', 'next', 'prev', 'previous', 'continuation', 'sync', 'delta', 'cursor', 'skip'])

/** Written in one word: `refreshtoken`, `userpassword`. */
const RUN_TOGETHER =
  /(?:(?<!page|next|prev|sync|delta|cursor|continuation|skip)token|password|passwd|secret|apikey|privatekey|secretkey|accesskey|sessionid)$/

const MAX_KEY = 128
const MAX_PHRASE = 4
const CACHE = 2_000
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{Nd}+/gu

/**
 * Tells whether what is under a key is secret by the key's last words, in any case and with any separator:
 * `X-Api-Key`, `apiKey` and `bpm_api_key` are, `card_token_action`, `tokens_count` and `next_page_token` are not.
 */
export function keyJudge(more: readonly string[] = []): (key: string) => Sensitivity {
  const always = phrases(ALWAYS)
  for (const key of more) always.add(words(key).join(''))
  const scalar = phrases(SCALAR)
  const known = new Map<string, Sensitivity>()

  const judge = (key: string): Sensitivity => {
    const all = words(key)
    const named = lookUp(all, always, scalar)
    // password1, token_2, card[0]
    return named === 'never' && /^\p{Nd}+$/u.test(all.at(-1) ?? '') ? lookUp(all.slice(0, -1), always, scalar) : named
  }

  return (key) => {
    let verdict = known.get(key)
    if (verdict === undefined) {
      verdict = judge(key)
      if (known.size >= CACHE) known.clear()
      if (key.length <= MAX_KEY) known.set(key, verdict)
    }
    return verdict
  }
}

function lookUp(all: readonly string[], always: ReadonlySet<string>, scalar: ReadonlySet<string>): Sensitivity {
  for (let from = Math.max(0, all.length - MAX_PHRASE); from < all.length; from++) {
    const tail = all.slice(from).join('')
    if (tail === 'token' && PAGING.has(all[from - 1] ?? '')) return 'never'
    if (always.has(tail)) return 'always'
    if (scalar.has(tail)) return 'scalar'
  }
  return RUN_TOGETHER.test(all.at(-1) ?? '') ? 'always' : 'never'
}

function words(key: string): string[] {
  return (key.slice(-MAX_KEY).match(WORD) ?? []).map((word) => word.toLowerCase())
}

function phrases(lines: readonly string[]): Set<string> {
  return new Set(lines.flatMap((line) => line.split(' ')))
}
