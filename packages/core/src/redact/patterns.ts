import { toBase64 } from '../crypto/base64.ts'
import { toHex } from '../crypto/hex.ts'
import { base64Cores, utf8 } from './encodings.ts'

/** Finds one secret in a text, however it was written there. */
export interface SecretPattern {
  /** No text shorter than this can hold it. */
  readonly minLength: number
  readonly written: RegExp
  /** Inside base64, where the whole run is taken: its neighbours (`user:` …) are of no use to anybody. */
  readonly base64: RegExp
}

/** Fewer characters than this would be found by chance in any longer base64 text. */
const MIN_CORE = 6
/** A regular expression of every character's every form grows large; past this a secret is found piece by piece. */
const PIECE = 1_024
/** Encoders that escape every character are rare; for a long secret their forms are not worth the size. */
const FULLY_ESCAPED_MAX = 128

export function secretPatterns(secret: string): SecretPattern[] {
  return pieces(secret).map((piece) => {
    const bytes = utf8(piece)
    const written = [...fullyEscaped(piece, bytes), hexPattern(toHex(bytes)), characters(piece)]
    const encoded = new Set<string>()
    for (const form of new Set([piece, JSON.stringify(piece).slice(1, -1), encodeURIComponent(piece.toWellFormed())])) {
      const formBytes = utf8(form)
      for (const core of base64Cores(formBytes)) if (core.length >= MIN_CORE) encoded.add(core)
      // By itself a short secret has one character more than inside a longer text.
      if (formBytes.length < MIN_CORE) encoded.add(toBase64(formBytes).replace(/=+$/, ''))
    }
    const shortest = Math.min(piece.length, ...[...encoded].map((core) => core.length))
    return {
      minLength: shortest,
      written: new RegExp(written.join('|'), 'g'),
      base64: new RegExp([...encoded].map(base64Pattern).join('|'), 'g'),
    }
  })
}

function pieces(secret: string): string[] {
  const out: string[] = []
  for (let from = 0; from < secret.length; ) {
    const end = from + PIECE
    const to = isHighSurrogate(secret.charCodeAt(end - 1)) ? end + 1 : end
    out.push(secret.slice(from, to))
    from = to
  }
  const last = out.at(-1) ?? ''
  if (out.length > 1 && last.length < PIECE / 4) out.splice(-2, 2, `${out.at(-2)}${last}`)
  return out
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** Every character raw or as any encoder may have escaped it, each on its own: encoders differ in what they leave alone. */
function characters(text: string): string {
  let source = ''
  const all = [...text]
  for (let at = 0; at < all.length; ) {
    const character = all[at] ?? ''
    let count = 1
    while (all[at + count] === character) count++
    source += count === 1 ? characterPattern(character) : run(character, count)
    at += count
  }
  return source
}

/** A run of escape characters is escaped as a whole, never half; saying so keeps the search linear. */
function run(character: string, count: number): string {
  if (character !== '\\') return `(?:${characterPattern(character)}){${count}}`
  const others = ['%5[cC]', '%255[cC]', '&#92;', '&#[xX]5[cC];', '\\\\u005[cC]'].map((form) => `(?:${form}){${count}}`)
  return `(?:\\\\{${4 * count}}|\\\\{${2 * count}}|\\\\{${count}}|${others.join('|')})`
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
  '\v': 'v',
}
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '\u00a0': 'nbsp',
}

function characterPattern(character: string): string {
  if (/^[A-Za-z0-9_]$/.test(character)) return character
  if (character === '\\') return run(character, 1)
  const code = character.codePointAt(0) ?? 0
  const forms: string[] = []
  const percent = [...utf8(character)].map((byte) => `%(?:25){0,2}${hexPattern(byte.toString(16).padStart(2, '0'))}`)
  forms.push(percent.join(''))
  forms.push([...character.split('')].map((unit) => `\\\\{1,4}u${unitHex(unit)}`).join(''))
  forms.push(`&(?:amp;)?#(?:0{0,6}${code}|[xX]0{0,6}${hexPattern(code.toString(16))});`)
  if (code < 256) forms.push(`\\\\{1,4}x${hexPattern(code.toString(16).padStart(2, '0'))}`)
  const entity = ENTITIES[character]
  if (entity !== undefined) forms.push(`&(?:amp;)?${entity};`)
  const letter = SHORT_ESCAPES[character]
  if (letter !== undefined) forms.push(`\\\\{1,4}${letter}`)
  if (character === '\n') forms.push('\r\n')
  if (character === ' ') forms.push('\\+')
  const literal = character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  forms.push(/["'/]/.test(character) ? `\\\\{0,7}${literal}` : literal)
  return `(?:${forms.join('|')})`
}

/** Forms in which even letters and digits are escaped. */
function fullyEscaped(text: string, bytes: Uint8Array): string[] {
  if (text.length > FULLY_ESCAPED_MAX) return []
  const units = text.split('')
  return [
    [...bytes].map((byte) => `%${hexPattern(byte.toString(16).padStart(2, '0'))}`).join(''),
    units.map((unit) => `\\\\{1,2}u${unitHex(unit)}`).join(''),
    [...text].map((character) => `&#0{0,6}${character.codePointAt(0)};`).join(''),
    [...text].map((character) => `&#[xX]0{0,6}${hexPattern((character.codePointAt(0) ?? 0).toString(16))};`).join(''),
  ]
}

function unitHex(unit: string): string {
  return hexPattern(unit.charCodeAt(0).toString(16).padStart(4, '0'))
}

/** Hex digits of either case. */
function hexPattern(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

/** Standard and URL alphabet, also when the base64 text was itself URL-encoded, or JSON-escaped as PHP does. */
function base64Pattern(text: string): string {
  return text.replace(/[+/]/g, (character) =>
    character === '+' ? '(?:\\+|-| |%(?:25)?2[bB]|\\\\{1,4}u002[bB])' : '(?:\\\\{0,4}\\/|_|%(?:25)?2[fF])',
  )
}
