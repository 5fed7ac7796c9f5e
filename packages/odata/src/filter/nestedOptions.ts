import type { FilterNode } from './ast.ts'
import { accept, expect, fail, nested, take } from './cursor.ts'
import type { ExpandItem, QueryOptions, SelectItem } from './options.ts'
import { computeItems, orderItems } from './orderBy.ts'
import { is401, type Scope } from './scope.ts'
import { searchExpression } from './search.ts'

/** Readers of what may nest: handed in, since they nest in each other. */
export interface NestingReaders {
  readonly select: (scope: Scope) => SelectItem[]
  readonly expand: (scope: Scope) => ExpandItem[]
}

type Value = QueryOptions[keyof QueryOptions]

const NAME = /\$?[a-z]+(?==)/iy
const ALIAS = /@[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_]*(?==)/uy

/** `($filter=Price gt 5;$top=2)` behind an expanded or selected property. */
export function nestedOptions(scope: Scope, readers: NestingReaders, allowed?: readonly string[]): QueryOptions {
  return nested(scope, () => {
    expect(scope, '(')
    const options: Record<string, Value> = {}
    const aliases: Record<string, FilterNode> = {}
    do {
      const alias = take(scope, ALIAS)
      if (alias !== undefined) {
        scope.at++
        aliases[alias] = scope.expression(scope)
        continue
      }
      const start = scope.at
      const name = optionName(scope, take(scope, NAME) ?? fail(scope, 'an option such as $select expected'))
      if (allowed !== undefined && !allowed.includes(name)) fail(scope, `$${name} is not possible here`, start)
      if (Object.hasOwn(options, name)) fail(scope, `$${name} is given twice`, start)
      scope.at++
      options[name] = optionValue(scope, name, readers, start)
    } while (accept(scope, ';'))
    expect(scope, ')')
    return Object.keys(aliases).length > 0 ? { ...options, aliases } : options
  })
}

/** Without `$`, and in any case, since 4.01. */
function optionName(scope: Scope, written: string): string {
  if (is401(scope)) return written.replace('$', '').toLowerCase()
  if (!written.startsWith('$')) fail(scope, '"$" is left out only in OData 4.01', scope.at - written.length)
  return written.slice(1)
}

const INTEGER = /\d+(?!\d)/y
const LEVELS = /(?:max|[1-9]\d*)/y

/** Reads the value of an option that may stand in parentheses. */
export function optionValue(scope: Scope, name: string, readers: NestingReaders, at: number): Value {
  switch (name) {
    case 'filter':
      return scope.expression(scope)
    case 'orderby':
      return orderItems(scope)
    case 'compute':
      return computeItems(scope)
    case 'select':
      return readers.select(scope)
    case 'expand':
      return readers.expand(scope)
    case 'search':
      return searchExpression(scope)
    case 'top':
    case 'skip':
      return Number(take(scope, INTEGER) ?? fail(scope, 'a number, zero or above, expected'))
    case 'count':
      return (take(scope, /true|false/y) ?? fail(scope, 'true or false expected')) === 'true'
    case 'levels': {
      const levels = take(scope, LEVELS) ?? fail(scope, 'a number above zero, or "max", expected')
      return levels === 'max' ? levels : Number(levels)
    }
    default:
      return fail(scope, 'an unknown option', at)
  }
}
