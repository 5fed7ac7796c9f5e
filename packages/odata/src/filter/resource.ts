import { argumentList } from './arguments.ts'
import type { ArgumentNode, FilterNode } from './ast.ts'
import { cursorOver, end, fail, sees, take } from './cursor.ts'
import { qualifiedName } from './names.ts'
import { type ParseOptions, scopeOver } from './parse.ts'
import type { Scope } from './scope.ts'

/** One step of a resource path. */
export interface ResourceSegment {
  /** A name, a qualified name, a key given as a segment, or a system segment such as `$count`. Decoded. */
  readonly name: string
  /** A key, or parameters of an operation: what stands in parentheses. */
  readonly arguments?: readonly ArgumentNode[]
  /** The key behind a function: `Top(n=5)(1)`. */
  readonly key?: readonly ArgumentNode[]
  /** The condition of `$filter(…)`. */
  readonly filter?: FilterNode
}

const SYSTEM = /^\$(?:metadata|batch|all|entity|crossjoin|count|value|ref|links|filter|each|query)$/
const ONLY_FIRST = /^\$(?:metadata|batch|all|entity|crossjoin)$/
const ONLY_LAST = /^\$(?:metadata|batch|value|ref|query)$/

/**
 * Parses the path of a URL behind the service root, percent-encoded as it was sent: `Orders(1)/Items/$count`.
 * A text in the place of a name is a key given as a segment (4.01).
 * @throws ODataSyntaxError
 */
export function parseResource(path: string, options: ParseOptions = {}): ResourceSegment[] {
  const raw = split(path)
  return raw.map(({ text, at }, index) => {
    const segment = read(text, at, index, options)
    if (!SYSTEM.test(segment.name)) {
      const repeated = text.includes('.') && text === raw[index - 1]?.text && segment.arguments === undefined
      if (repeated) fail(cursorOver(path), 'a cast to the type it already has', at)
      return segment
    }
    const misplaced = ONLY_FIRST.test(segment.name) ? index > 0 : index === 0
    if (misplaced) fail(cursorOver(path), `${segment.name} is not possible here`, at)
    const next = raw[index + 1]
    const last =
      ONLY_LAST.test(segment.name) || (segment.name === '$count' && next !== undefined && next.text !== '$query')
    if (last && next !== undefined) fail(cursorOver(path), `nothing may follow ${segment.name}`, next.at)
    return segment
  })
}

/** At slashes, but not at those of the condition in `$filter(…)`. */
function split(path: string): { text: string; at: number }[] {
  const parts: { text: string; at: number }[] = []
  let depth = 0
  let quoted = false
  let start = 0
  for (let at = 0; at <= path.length; at++) {
    const character = path[at]
    if (depth > 0 && character === "'") quoted = !quoted
    else if (character === '(' && !quoted) depth++
    else if (character === ')' && !quoted) depth--
    const inFilter = depth > 0 && path.startsWith('$filter', start)
    if (at === path.length || (character === '/' && !inFilter)) {
      if (depth > 0 && !inFilter) fail(cursorOver(path), 'a slash in a key has to be written as %2F', at)
      parts.push({ text: path.slice(start, at), at: start })
      start = at + 1
    }
  }
  return parts
}

function read(raw: string, at: number, index: number, options: ParseOptions): ResourceSegment {
  const scope = scopeOver(decode(raw, at), options)
  const system = take(scope, /\$[a-z]+/y)
  if (system !== undefined) return systemSegment(scope, system)
  const start = scope.at
  const name = qualifiedName(scope)
  if (name !== undefined && (end(scope) || sees(scope, /\(/y))) {
    if (index === 0 && name.includes('.')) fail(scope, 'a set, a singleton or an operation expected', start)
    if (end(scope)) return { name }
    const args = constants(scope, argumentList(scope))
    if (end(scope)) return { name, arguments: args }
    const key = constants(scope, argumentList(scope))
    if (end(scope)) return { name, arguments: args, key }
    fail(scope, '"/" expected')
  }
  // Keys as segments follow a set, and need 4.01.
  if (index > 0 && scope.version === '4.01' && scope.text !== '') return { name: scope.text }
  return fail(scope, 'a name expected', start)
}

function systemSegment(scope: Scope, name: string): ResourceSegment {
  if (!SYSTEM.test(name)) fail(scope, 'an unknown system segment', 0)
  if (end(scope)) return { name }
  if (name !== '$crossjoin' && name !== '$filter') fail(scope, '"/" expected')
  const args = argumentList(scope)
  if (!end(scope)) fail(scope, '"/" expected')
  if (name === '$crossjoin') return { name, arguments: args }
  const [condition] = args
  if (condition === undefined || args.length > 1) fail(scope, 'one condition expected')
  return { name, filter: condition.value }
}

/** In the path of a URL, keys and parameters are values: a property could not belong to any row yet. */
function constants(scope: Scope, args: readonly ArgumentNode[]): readonly ArgumentNode[] {
  const bad = args.some(({ value }) => value.kind === 'path' && !isRoot(value.segments[0]))
  return bad ? fail(scope, 'a literal or an alias expected') : args
}

function isRoot(segment: { kind: string; name?: string } | undefined): boolean {
  return segment?.name === '$root'
}

function decode(text: string, at: number): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return fail(cursorOver(text), 'percent-encoding that is not UTF-8', at)
  }
}
