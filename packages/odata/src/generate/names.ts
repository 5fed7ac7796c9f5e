import type { CsdlModel } from '../csdl/model.ts'

/** Names of the package that generated code imports. */
export const IMPORTABLE = [
  ...['ActionType', 'Binary', 'DateOnly', 'DateTime', 'DateTimeOffset', 'Decimal', 'Duration', 'EntitySet', 'Flags'],
  ...['FunctionType', 'Geo', 'Guid', 'Int64', 'Singleton', 'TimeOfDay', 'TypedDescriptor'],
] as const

const RESERVED: ReadonlySet<string> = new Set([
  ...IMPORTABLE,
  ...[
    'any',
    'unknown',
    'never',
    'number',
    'bigint',
    'boolean',
    'string',
    'symbol',
    'void',
    'object',
    'undefined',
    'null',
  ],
  ...['break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum'],
  ...['export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'new', 'return'],
  ...['super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'while', 'with', 'implements', 'interface'],
  ...['let', 'package', 'private', 'protected', 'public', 'static', 'yield', 'await', 'async', 'of', 'as', 'type'],
  ...[
    'declare',
    'namespace',
    'module',
    'abstract',
    'infer',
    'keyof',
    'readonly',
    'unique',
    'asserts',
    'is',
    'satisfies',
  ],
  ...['arguments', 'eval', 'intrinsic', 'accessor', 'using', 'global', 'require', 'Object', 'Record'],
])

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u

/** A member name: as it is when TypeScript takes it, else in quotes. */
export function member(name: string): string {
  return IDENTIFIER.test(name) ? name : quote(name)
}

/** A key of an object literal. There `__proto__` would set the prototype. */
export function objectKey(name: string): string {
  return name === '__proto__' ? "['__proto__']" : member(name)
}

const PLAIN_TEXT = /^[\p{L}\p{N}_.() -]*$/u

/** Text as a string literal in single quotes. */
export function quote(text: string): string {
  if (PLAIN_TEXT.test(text)) return `'${text}'`
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** Hands out identifiers, each once. */
export interface Names {
  /** The name itself, if it is free and safe, else with `_` behind it. */
  take(wanted: string): string
}

export function names(): Names {
  const used = new Set<string>()
  return {
    take(wanted) {
      let name = identifierOf(wanted)
      while (used.has(name) || RESERVED.has(name)) name += '_'
      used.add(name)
      return name
    },
  }
}

export function identifierOf(text: string): string {
  const safe = text.replace(/[^\p{ID_Continue}$]+/gu, '_')
  return /^[\p{ID_Start}$_]/u.test(safe) ? safe : `_${safe}`
}

/** Qualified name → name in TypeScript. Where two namespaces use the same name, both keep their namespace. */
export function typeNames(model: CsdlModel, pool: Names): Map<string, string> {
  const all = [...model.entityTypes, ...model.complexTypes, ...model.enumTypes].map(([qualified, { name }]) => ({
    qualified,
    name,
  }))
  all.sort((a, b) => compare(a.qualified, b.qualified))
  const uses = new Map<string, number>()
  for (const { name } of all) uses.set(name, (uses.get(name) ?? 0) + 1)
  // Unambiguous names first, so that they stay as they are.
  const clear = all.filter(({ name }) => uses.get(name) === 1)
  const shared = all.filter(({ name }) => uses.get(name) !== 1)
  const found = new Map(clear.map(({ qualified, name }) => [qualified, pool.take(name)]))
  for (const { qualified } of shared) found.set(qualified, pool.take(qualified.replaceAll('.', '_')))
  return found
}

/** By code units: the same everywhere, unlike the order of a locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
