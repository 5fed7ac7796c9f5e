import { InputError } from '../errors/InputError.ts'
import { ResponseMismatchError } from '../errors/ResponseMismatchError.ts'
import type { Body } from './body.ts'

export interface ParseJsonOptions {
  /** Integers that a number cannot hold exactly (beyond ± 2^53) become strings with every digit. Default false. */
  readonly lossless?: boolean | undefined
}

/** 2^53 has 16 digits, so a text without such a run where a number may stand has nothing to lose. */
const LONG_DIGITS = /(?:^|[:,[])\s*-?\d{16}/
/** A string (skipped) or a number. Linear: the inner parts of the string cannot match the same text twice. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const INTEGER = /^-?\d+$/

/**
 * Parses an answer's JSON. A leading byte order mark is dropped. A `__proto__` key becomes an ordinary own property, as
 * `JSON.parse` makes it. The error says where the text breaks, but does not quote it, since an answer may hold secrets.
 * @throws ResponseMismatchError with reason `malformed`
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  try {
    const value: unknown = JSON.parse(json)
    if (options.lossless !== true || !LONG_DIGITS.test(json)) return value
  } catch (error) {
    throw new ResponseMismatchError(`The answer is not valid JSON: ${whereJsonBreaks(error, json)}`, {
      reason: 'malformed',
    })
  }
  // Parsed a second time only now: the rewriting below is right for valid JSON alone. A reviver, which sees the source of
  // each number on newer platforms, is called for every value and takes longer than both passes.
  return JSON.parse(json.replace(STRING_OR_NUMBER, quoteUnsafe))
}

function quoteUnsafe(token: string): string {
  if (token.length < 16 || token.charCodeAt(0) === 34 || !INTEGER.test(token)) return token
  return Number.isSafeInteger(Number(token)) ? token : `"${token}"`
}

/** Engines put a snippet of the text into the message; only the position is taken from it. */
function whereJsonBreaks(error: unknown, text: string): string {
  if (text.trim() === '') return 'it is empty'
  if (text.trimStart().startsWith('<')) return 'it looks like HTML or XML'
  const message = error instanceof Error ? error.message : ''
  const position = /position (\d+)/.exec(message)?.[1]
  if (position !== undefined && Number(position) < text.length)
    return `it breaks at character ${position} of ${text.length}`
  if (/end of (?:JSON|data|input)|unterminated|EOF/i.test(message))
    return `it is cut off after ${text.length} characters`
  return `it breaks somewhere in its ${text.length} characters`
}

/**
 * A JSON body. bigints are written as plain integers.
 * @throws InputError when the value has no JSON form: `undefined`, a function, a cycle
 */
export function jsonBody(value: unknown, contentType = 'application/json'): Body {
  const text = jsonText(value, 'json')
  return { contentType, replayable: true, make: () => text, preview: value }
}

/** `JSON.stringify` that can write bigints. @throws InputError naming the place */
export function jsonText(value: unknown, place: string): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // Not tried first: a replacer makes stringify several times slower, and bigints are rare.
    text = stringifyWithBigints(value, place)
  }
  if (text === undefined) throw refuse(place, `${typeof value} has no JSON form`)
  return text
}

function stringifyWithBigints(value: unknown, place: string): string | undefined {
  try {
    return JSON.stringify(value, (key, item: unknown) =>
      typeof item === 'bigint' ? rawInteger(item, key, place) : item,
    )
  } catch (error) {
    if (error instanceof InputError) throw error
    throw refuse(place, 'contains itself, or a toJSON() in it failed')
  }
}

interface RawJson {
  rawJSON?(text: string): unknown
}

function rawInteger(value: bigint, key: string, place: string): unknown {
  const { rawJSON } = JSON as RawJson
  if (rawJSON !== undefined) return rawJSON(value.toString())
  if (Number.isSafeInteger(Number(value))) return Number(value)
  throw refuse(place, `"${key}" is a bigint beyond 2^53, which this platform cannot write; pass a string`)
}

function refuse(place: string, problem: string): InputError {
  return new InputError(`${place}: ${problem}`, { issues: [{ path: [place], message: problem }] })
}
