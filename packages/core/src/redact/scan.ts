import { cardMasks, type Mask } from './cards.ts'
import type { Sensitivity } from './keys.ts'
import type { SecretPattern } from './patterns.ts'

export const REDACTED = '[redacted]'

type Judge = (key: string) => Sensitivity

/** `key=` of a query, a form, a connection string or an XML attribute; `user[password]=` and `%5B` included. */
const PAIR = /(?<![\p{L}\d_.\-[\]%])([\p{L}\d_.\-[\]%]{1,64})=/gu
const PAIR_VALUE = /"[^"]*"?|'[^']*'?|[^\s&"'<>;,)}\]]+/y
/** `"key": ` before a JSON string or number, with the backslashes it has inside another JSON string. */
const MEMBER = /(\\{0,7})"([\p{L}\d_.\- ]{1,64})\1"[ \t]{0,4}:[ \t]{0,4}(?:\1"|(-?\d[\d.eE+-]*))/gu
const ELEMENT = /<([\p{L}\d_.:-]{1,64})(?:\s[^<>]{0,256})?>([^<]+)<\//gu
const SCHEME = /\b(?:bearer|basic|token|oauth)[ \t]{1,4}([\w.~+/-]{8,}=*)/gi
const JWT = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*)?/g
const PEM = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/g
const USERINFO = /:\/\/([^\s/?#@"'<>:]{0,256}:[^\s/?#@"'<>]{1,256})@/g

/** A look that is cheap and nearly always says no, so that the short texts of a record cost little. */
const MAY_BE_CARD = /\d{13}|\d{4}[ -]\d{4}/
const MAY_BE_SCHEME = /(?:bearer|basic|token|oauth)[ \t]/i

/** What must not be shown of a text, in no order; parts may overlap. */
export function masksOf(text: string, secrets: readonly SecretPattern[], judge: Judge): Mask[] {
  const masks: Mask[] = []
  const hide = (start: number, end: number) => masks.push({ start, end, by: REDACTED })
  for (const pattern of secrets) if (text.length >= pattern.minLength) findSecret(text, pattern, hide)
  if (text.length < SHORTEST_FORM) return masks
  if (text.includes('=')) findPairs(text, judge, hide)
  if (text.includes('"')) findMembers(text, judge, hide)
  if (text.includes('</')) findElements(text, judge, hide)
  if (MAY_BE_SCHEME.test(text)) {
    each(SCHEME, text, ([, value = ''], end) => {
      // "Bearer authentication failed" is prose; a credential has digits, or is long.
      if (/\d/.test(value) || value.length >= 24) hide(end - value.length, end)
    })
  }
  if (text.includes('eyJ')) each(JWT, text, ([whole], end) => hide(end - whole.length, end))
  if (text.includes('://')) each(USERINFO, text, ([whole], end) => hide(end - whole.length + 3, end - 1))
  if (text.includes('PRIVATE KEY')) findPem(text, hide)
  if (MAY_BE_CARD.test(text)) masks.push(...cardMasks(text))
  return masks
}

type Hide = (start: number, end: number) => void

/** Calls `found` with each match and where it ends. Cheaper than `matchAll`, which copies the expression. */
function each(pattern: RegExp, text: string, found: (match: RegExpExecArray, end: number) => void): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) found(match, pattern.lastIndex)
}

function findSecret(text: string, { written, base64 }: SecretPattern, hide: Hide): void {
  each(written, text, ([whole], end) => hide(end - whole.length, end))
  let from = 0
  each(base64, text, ([whole], end) => {
    const start = end - whole.length
    if (start < from) return
    from = endOfBase64(text, end)
    hide(startOfBase64(text, start, 0), from)
  })
}

function findPairs(text: string, judge: Judge, hide: Hide): void {
  let hiddenTo = 0
  each(PAIR, text, ([whole, key = ''], from) => {
    if (from - whole.length < hiddenTo) return
    if (judge(key.replace(/%5[bB]/g, '[').replace(/%5[dD]/g, ']')) === 'never') return
    PAIR_VALUE.lastIndex = from
    const value = PAIR_VALUE.exec(text)?.[0] ?? ''
    const quote = /^["']/.exec(value)?.[0]
    const start = from + (quote === undefined ? 0 : 1)
    const closed = quote !== undefined && value.length > 1 && value.endsWith(quote)
    const end = from + value.length - (closed ? 1 : 0)
    if (end > start) hide(start, end)
    hiddenTo = end
  })
}

function findMembers(text: string, judge: Judge, hide: Hide): void {
  each(MEMBER, text, ([, slashes = '', key = '', number], end) => {
    if (judge(key) === 'never') return
    if (number !== undefined) hide(end - number.length, end)
    else hide(end, endOfString(text, end, slashes.length))
  })
}

function findElements(text: string, judge: Judge, hide: Hide): void {
  each(ELEMENT, text, ([, key = '', value = ''], end) => {
    if (judge(key) !== 'never') hide(end - 2 - value.length, end - 2)
  })
}

function findPem(text: string, hide: Hide): void {
  let hiddenTo = 0
  each(PEM, text, ([whole], from) => {
    if (from - whole.length < hiddenTo) return
    const end = text.indexOf('-----END', from)
    hiddenTo = end < 0 ? text.length : end
    hide(from - whole.length, hiddenTo)
  })
}

/** `a=b` with a sensitive key is the shortest thing the general forms find. */
const SHORTEST_FORM = 5

/** Writes the masks over the text. Overlapping ones become one. */
export function applyMasks(text: string, masks: Mask[]): string {
  if (masks.length === 0) return text
  masks.sort((a, b) => a.start - b.start || b.end - a.end)
  let out = ''
  let at = 0
  for (let index = 0; index < masks.length; ) {
    const first = masks[index] as Mask
    let { end, by } = first
    for (index++; index < masks.length && (masks[index] as Mask).start < end; index++) {
      const next = masks[index] as Mask
      if (next.end > end) end = next.end
      // A card number inside something that is wholly secret shows no digits.
      if (next.by === REDACTED) by = REDACTED
    }
    out += text.slice(at, first.start) + by
    at = end
  }
  return out + text.slice(at)
}

/** The quote that ends a JSON string begun by `level` backslashes and a quote; the end of the text if it was cut off. */
function endOfString(text: string, from: number, level: number): number {
  const cycle = 2 * (level + 1)
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (at - slashes > from && text.charCodeAt(at - slashes - 1) === 92) slashes++
    if (slashes % cycle === level) return at - level
  }
  return text.length
}

function startOfBase64(text: string, at: number, floor: number): number {
  let start = at
  while (start > floor && isBase64(text.charCodeAt(start - 1))) start--
  return start
}

function endOfBase64(text: string, at: number): number {
  let end = at
  while (end < text.length && isBase64(text.charCodeAt(end))) end++
  while (end < text.length && text.charCodeAt(end) === 61) end++
  return end
}

/** A–Z a–z 0–9 + / - _ */
function isBase64(code: number): boolean {
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    (code >= 47 && code <= 57) ||
    code === 43 ||
    code === 45 ||
    code === 95
  )
}
