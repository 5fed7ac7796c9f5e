import type { FilterNode, NameSegment, PathNode, PathSegment } from '../ast.ts'
import type { EvaluateOptions } from './options.ts'
import { isOfType } from './typeTests.ts'
import { unsupported } from './unsupported.ts'
import { NULL, type Value, value } from './value.ts'

/** What names mean at one place of an expression. */
export interface Environment {
  readonly row: object
  readonly options: EvaluateOptions
  /** Variables of lambdas. Their items are typed by where they come from. */
  readonly variables: ReadonlyMap<string, Variable>
}

export interface Variable {
  readonly data: unknown
  /** Path of the collection from the row. */
  readonly path: readonly string[]
}

type Evaluate = (node: FilterNode, environment: Environment) => Value

export function evaluatePath(node: PathNode, environment: Environment, evaluate: Evaluate): Value {
  const { segments } = node
  if (node.base !== undefined) return walk(evaluate(node.base, environment), [], segments, environment, evaluate)
  const [first, ...rest] = segments
  if (first?.kind !== 'name') return unsupported('A path without a name')
  const start = variable(first, environment)
  if (start !== undefined) return walk(value(start.data), start.path, rest, environment, evaluate)
  return walk(value(environment.row), [], segments, environment, evaluate)
}

function variable({ name }: NameSegment, { row, options, variables }: Environment): Variable | undefined {
  if (name === '$it' || name === '$this') return { data: row, path: [] }
  if (name === '$root') return { data: options.root ?? unsupported('$root'), path: ['$root'] }
  return variables.get(name)
}

function walk(
  start: Value,
  from: readonly string[],
  segments: readonly PathSegment[],
  environment: Environment,
  evaluate: Evaluate,
): Value {
  let current = start
  const path = [...from]
  const meets = (predicate: FilterNode) => (item: unknown) =>
    typeof item === 'object' && item !== null && evaluate(predicate, { ...environment, row: item }).data === true
  for (const segment of segments) {
    if (segment.kind === 'name') current = step(current, segment, path, environment.options)
    else if (!Array.isArray(current.data)) {
      if (current.data !== null) return unsupported('$count or $filter of something that is no collection')
      if (segment.kind === 'count') return value(0, 'Edm.Int64')
    } else if (segment.kind === 'filter') {
      if (segment.arguments !== undefined) return unsupported('A key in an expression')
      current = value(current.data.filter(meets(segment.predicate)))
    } else {
      if (segment.search !== undefined) return unsupported('$search in an expression')
      const items: unknown[] = segment.filter ? current.data.filter(meets(segment.filter)) : current.data
      return value(items.length, 'Edm.Int64')
    }
  }
  return current
}

function step(current: Value, { name, arguments: args }: NameSegment, path: string[], options: EvaluateOptions): Value {
  if (args !== undefined) return unsupported('A function of the service, or a key, in an expression')
  if (current.data === null) return NULL
  if (name.includes('.') && !name.startsWith('@')) return isOfType(current, name, options) ? current : NULL
  if (typeof current.data !== 'object') return unsupported('A property of something that has none')
  if (Array.isArray(current.data)) return unsupported('A property of a collection')
  path.push(name)
  const read = options.property ?? ownMember
  return value(read(current.data, name, path), options.typeOf?.(path))
}

function ownMember(row: object, name: string): unknown {
  return Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : null
}

/** Names along a path, as `typeOf` takes them. */
export function pathNames(node: FilterNode, environment: Environment): readonly string[] {
  if (node.kind !== 'path') return []
  const names = node.segments.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []))
  const [first = '', ...rest] = names
  if (first === '$it' || first === '$this') return rest
  const known = environment.variables.get(first)
  return known === undefined ? names : [...known.path, ...rest]
}
