import { InputError } from '@bpmcentr/core'
import { isRef, refText } from './ref.ts'

/** PHP's `max_input_vars`, as it comes. */
export const MOST_PARAMETERS = 1_000

const MAX_DEPTH = 16

/** What Bitrix24 would take for a reference to an earlier result and replace. */
const TOKEN = /\$(?:result|next|total|time|error)\[/i

/** A command of a batch, and what stands in the way of sending it in one. */
export interface Encoded {
  readonly text: string
  /** It refers to the result of another command. */
  readonly refers: boolean
  /** Its own text holds what would be replaced, or PHP would cut it: it has to go by itself. */
  readonly alone: boolean
}

/**
 * Writes a method and its parameters as a command of a batch. PHP reads it as a query, so that everything arrives as text:
 * numbers in digits, `true` and `false` as `Y` and `N` (as 1 and 0 in a field of the portal's own, which are filtered by those), a
 * Date in ISO 8601, `null` as an empty text, which is what empties a field. An empty list or map is left out among the
 * parameters themselves, where it says nothing, and is an empty text deeper down, where it empties a field. `undefined` is left out.
 *
 * @throws InputError for NaN, functions and other things that have no form, and nesting beyond 16.
 */
export function encodeCommand(method: string, params: object): Encoded {
  const state: State = { pairs: [], refers: false, token: false }
  for (const [key, value] of Object.entries(params)) {
    if (!isEmpty(value)) write(state, escaped(state, key), key, value, 1)
  }
  return {
    text: state.pairs.length === 0 ? method : `${method}?${state.pairs.join('&')}`,
    refers: state.refers,
    alone: state.token || state.pairs.length > MOST_PARAMETERS,
  }
}

interface State {
  readonly pairs: string[]
  refers: boolean
  token: boolean
}

function write(state: State, name: string, key: string, value: unknown, depth: number): void {
  if (value === undefined) return
  if (depth > MAX_DEPTH) throw new InputError(`${key}: is nested deeper than ${MAX_DEPTH}, or contains itself`)
  if (isRef(value)) {
    state.refers = true
    state.pairs.push(`${name}=${encodeURIComponent(refText(value))}`)
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const members = Object.entries(value)
    if (members.length === 0) state.pairs.push(`${name}=`)
    for (const [inner, each] of members) {
      write(state, `${name}%5B${escaped(state, inner)}%5D`, Array.isArray(value) ? key : inner, each, depth + 1)
    }
  } else state.pairs.push(`${name}=${escaped(state, scalar(key, value))}`)
}

function scalar(key: string, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      if (Number.isFinite(value)) return String(value)
      throw new InputError(`${key}: expected a finite number`)
    case 'bigint':
      return String(value)
    case 'boolean':
      return USER_FIELD.test(key) ? (value ? '1' : '0') : value ? 'Y' : 'N'
    default:
      if (value === null) return ''
      if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
      throw new InputError(`${key}: cannot be sent in a batch`)
  }
}

const USER_FIELD = /^[!=<>@%]*(?:ufCrm|UF_)/

function escaped(state: State, text: string): string {
  if (TOKEN.test(text)) state.token = true
  try {
    return encodeURIComponent(text)
  } catch {
    throw new InputError('half of a surrogate pair cannot be sent')
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date || isRef(value)) return false
  return Object.keys(value).length === 0
}
