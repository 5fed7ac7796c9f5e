import { parsePhpForm } from '@bpmcentr/core'
import { listIn, mapIn, type Params } from './params.ts'

/** One command, decoded as PHP does: everything is text. */
export interface Command {
  readonly key: string
  readonly method: string
  readonly query: string
}

/** Commands in order; a list has its indexes as keys. */
export function commandsIn(cmd: unknown): Command[] {
  return Object.entries(mapIn(cmd)).map(([key, text]) => {
    const [method = '', ...rest] = String(text).split('?')
    // What follows a bare `#` is a fragment to PHP, and lost.
    return { key, method: method.replace(/^\/+/, ''), query: rest.join('?').split('#', 1)[0] ?? '' }
  })
}

/** Results so far, by the names that references use. */
export interface Results {
  readonly result: Record<string, unknown>
  readonly next: Record<string, unknown>
  readonly total: Record<string, unknown>
  readonly time: Record<string, unknown>
  readonly error: Record<string, unknown>
}

/** The parameters of a command, references replaced in values and in keys, after decoding. */
export function paramsOf(query: string, results: Results): Params {
  return replaced(parsePhpForm(query, { maxFields: 1_000 }), results) as Params
}

const TOKEN = /\$(result|next|total|time|error)((?:\[[^\]\s]*\])+)/gi
const WHOLE = /^\$(result|next|total|time|error)((?:\[[^\]\s]*\])+)$/i

function replaced(value: unknown, results: Results): unknown {
  if (typeof value === 'string') return inText(value, results)
  if (Array.isArray(value)) return value.map((each) => replaced(each, results))
  const result: Record<string, unknown> = {}
  for (const [key, each] of Object.entries(mapIn(value))) result[String(inText(key, results))] = replaced(each, results)
  return result
}

function inText(text: string, results: Results): unknown {
  const whole = WHOLE.exec(text)
  if (whole !== null) return asPhp(resolve(whole[1] ?? '', whole[2] ?? '', results))
  return text.replace(TOKEN, (_all, kind: string, path: string) => phpText(resolve(kind, path, results)))
}

/** A path that leads nowhere gives the deepest part that exists, however large. */
function resolve(kind: string, path: string, results: Results): unknown {
  let node: unknown = results[kind.toLowerCase() as keyof Results]
  for (const [, step = ''] of path.matchAll(/\[([^\]]*)\]/g)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return node
    node = (node as Record<string, unknown>)[step]
  }
  return node
}

function phpText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'Array'
  if (value === true) return '1'
  return value === false || value === null || value === undefined ? '' : String(value)
}

function asPhp(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? value : phpText(value)
}

/** An empty map is `[]` on the wire, and so is a map whose keys are 0, 1, 2 … */
export function phpMap(map: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(map)
  return keys.every((key, index) => key === String(index)) ? listIn(map) : map
}
