import type { ODataVersion } from '../model.ts'
import type { FilterNode } from './ast.ts'
import { cursorOver, end, fail, take } from './cursor.ts'
import { optionValue } from './nestedOptions.ts'
import type { QueryOptions } from './options.ts'
import { type ParseOptions, parseExpression, scopeOver } from './parse.ts'
import { expandItems, selectItems } from './selection.ts'

const READERS = { select: selectItems, expand: expandItems }

const V2 = ['filter', 'orderby', 'select', 'expand', 'top', 'skip', 'inlinecount', 'format', 'skiptoken'] as const
const V4 = [
  ...['filter', 'orderby', 'select', 'expand', 'top', 'skip', 'count', 'search', 'format', 'skiptoken', 'deltatoken'],
  ...['apply', 'id'],
] as const
const KNOWN: Readonly<Record<ODataVersion, readonly string[]>> = {
  '2.0': V2,
  '3.0': V2,
  '4.0': V4,
  '4.01': [...V4, 'compute', 'index', 'schemaversion'],
}

const PARSED = ['filter', 'orderby', 'select', 'expand', 'compute', 'search', 'top', 'skip', 'count']

/** Values that are checked by their form only. */
const FORMS: Readonly<Record<string, RegExp>> = {
  index: /^-?\d+$/,
  format: /^(?:json|atom|xml|[\w.+-]+\/[\w.+-]+(?:; ?[\w.-]+=(?:[\w.+-]+|"[^"]*"))*)$/i,
  skiptoken: /./s,
  deltatoken: /./s,
  schemaversion: /^(?:\*|[\w.~-]+)$/,
  apply: /./s,
  id: /./s,
  inlinecount: /^(?:allpages|none)$/,
}

/**
 * Parses the query of a URL as it was sent: percent-encoded, without the `?`. `+` is a plus, as in OData.
 * @throws ODataSyntaxError also for `$options` that the version does not know, and for options given twice.
 */
export function parseQuery(query: string, options: ParseOptions = {}): QueryOptions {
  const found: Record<string, unknown> = {}
  const aliases: Record<string, FilterNode> = {}
  const custom: Record<string, string> = {}
  const fragment = query.indexOf('#')
  if (fragment >= 0) fail(cursorOver(query), '"#" has to be written as %23', fragment)
  let at = 0
  for (const part of query.split('&')) {
    const equals = part.indexOf('=')
    const name = decoded(equals < 0 ? part : part.slice(0, equals), at)
    const value = equals < 0 ? undefined : decoded(part.slice(equals + 1), at + equals + 1)
    const system = systemName(name, options.version ?? '4.01')
    if (name.startsWith('@') && value !== undefined) aliases[name] = parseExpression(value, options)
    else if (system === undefined) define(custom, name, value ?? '')
    else {
      if (!KNOWN[options.version ?? '4.01'].includes(system)) fail(cursorOver(query), `unknown option $${system}`, at)
      // Some services accept the format twice; everything else would be two different questions.
      if (system !== 'format' && Object.hasOwn(found, system)) fail(cursorOver(query), `$${system} is given twice`, at)
      const read = optionOf(system, value ?? fail(cursorOver(query), '"=" expected', at + name.length), options)
      if (system === 'inlinecount') found.count = read === 'allpages'
      else found[system] = read
    }
    at += part.length + 1
  }
  return {
    ...found,
    ...(Object.keys(aliases).length > 0 ? { aliases } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  }
}

/** The name without `$`, when it is a system query option. Since 4.01 the `$` may be missing. */
function systemName(name: string, version: ODataVersion): string | undefined {
  if (name.startsWith('$')) return version === '4.01' ? name.slice(1).toLowerCase() : name.slice(1)
  return version === '4.01' && KNOWN[version].includes(name.toLowerCase()) ? name.toLowerCase() : undefined
}

function optionOf(name: string, text: string, options: ParseOptions): unknown {
  const form = FORMS[name]
  if (form !== undefined) {
    if (!form.test(text)) fail(cursorOver(text), `not a value of $${name}`)
    return name === 'index' ? Number(text) : text
  }
  const scope = scopeOver(text, options)
  if (!PARSED.includes(name)) fail(scope, `unknown option $${name}`)
  const value = optionValue(scope, name, READERS, 0)
  if (take(scope, /[ \t]+/y) !== undefined || !end(scope)) fail(scope, 'an operator, a comma or the end expected')
  return value
}

function decoded(text: string, at: number): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return fail(cursorOver(text), 'percent-encoding that is not UTF-8', at)
  }
}

/** Not by assignment: `__proto__` is a name like any other. */
function define(target: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}
