import { InputError } from '@bpmcentr/core'
import { navigationOf } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { assertOptions, assertSelected, type QueryInput, type QueryPairs } from './options.ts'
import type { ExpressionContext } from './state.ts'

/** Writes the options of one level. */
type Writer = (query: QueryInput, type: EdmType | undefined, context: ExpressionContext) => QueryPairs

const NAME = /^[^\s,;()&=?#'"]+$/u

/** `$select` and `$expand`: in V2 and V3 they depend on each other. */
export function expandOptions(
  query: QueryInput,
  type: EdmType | undefined,
  context: ExpressionContext,
  write: Writer,
): { select: string | undefined; expand: string | undefined } {
  const select = selected(query.select, type, context)
  const expansions = expansionsOf(query.expand, type, context)
  if (expansions.length === 0) return { select: select?.join(','), expand: undefined }
  if (context.dialect.expand === 'nested') {
    const expand = expansions.map((one) => nested(one, context, write)).join(',')
    return { select: select?.join(','), expand }
  }
  return flat(select, expansions, context)
}

interface Expansion {
  readonly name: string
  readonly type: EdmType | undefined
  readonly options: QueryInput
}

function selected(select: unknown, type: EdmType | undefined, context: ExpressionContext): string[] | undefined {
  if (select === undefined) return undefined
  if (!Array.isArray(select) || select.length === 0) throw new InputError('select: expected a list of names')
  return select.map((name) => assertSelected(name, type, context))
}

function expansionsOf(expand: unknown, type: EdmType | undefined, context: ExpressionContext): Expansion[] {
  if (expand === undefined) return []
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(expand)
    ? expand.map((name) => [name, true] as const)
    : Object.entries(expand as object)
  return entries.flatMap(([name, options]) => {
    if (options === undefined || options === false) return []
    if (typeof name !== 'string' || !NAME.test(name))
      throw new InputError('expand: expected names of navigation properties')
    return [{ name, type: targetType(name, type, context), options: options === true ? {} : assertOptions(options) }]
  })
}

/** The type a path of navigations leads to. */
function targetType(path: string, type: EdmType | undefined, { model }: ExpressionContext): EdmType | undefined {
  if (model === undefined) return undefined
  let at = type
  for (const name of path.split('/')) {
    if (name === '*' || name.startsWith('$')) continue
    const found = navigationOf(model, at, name)?.type ?? (Object.hasOwn(model.types, name) ? name : undefined)
    // Complex properties on the way, and types the model lacks, are left to the service.
    if (found === undefined && path === name && at !== undefined && Object.hasOwn(model.types, at)) {
      throw new InputError(`expand: ${at} has no navigation property ${name}`)
    }
    at = found
  }
  return at
}

function nested({ name, type, options }: Expansion, context: ExpressionContext, write: Writer): string {
  const pairs = write(options, type, context)
  if (options.custom !== undefined) throw new InputError('expand: custom options belong to the whole request')
  return pairs.length === 0 ? name : `${name}(${pairs.map(([option, value]) => `${option}=${value}`).join(';')})`
}

/** Paths only: `$select=ID,author/name&$expand=author`. What is expanded has to be selected, too. */
function flat(
  select: readonly string[] | undefined,
  expansions: readonly Expansion[],
  context: ExpressionContext,
): { select: string | undefined; expand: string } {
  const paths: string[] = []
  const picks: string[] = []
  let narrowed = select !== undefined
  const walk = (list: readonly Expansion[], prefix: string) => {
    for (const { name, type, options } of list) {
      const beyond = Object.keys(options).find((option) => option !== 'select' && option !== 'expand')
      if (beyond !== undefined) {
        throw new InputError(`expand: OData ${context.dialect.version} cannot ${beyond} what is expanded`)
      }
      const path = prefix + name
      paths.push(path)
      const inner = selected(options.select, type, context)
      if (inner !== undefined) narrowed = true
      picks.push(...(inner === undefined ? [path] : inner.map((each) => `${path}/${each}`)))
      walk(expansionsOf(options.expand, type, context), `${path}/`)
    }
  }
  walk(expansions, '')
  return { select: narrowed ? [...(select ?? ['*']), ...picks].join(',') : undefined, expand: paths.join(',') }
}
