import { blanks, comma, end, fail, take } from './cursor.ts'
import { identifier } from './names.ts'
import type { ComputeItem, OrderItem } from './options.ts'
import { type ParseOptions, scopeOver } from './parse.ts'
import { is401, type Scope } from './scope.ts'

const DIRECTION = /[ \t]+(?:asc|desc)(?![\p{L}\p{Nd}_])/uy
const DIRECTION_401 = /[ \t]+(?:asc|desc)(?![\p{L}\p{Nd}_])/iuy

/**
 * Parses the value of `$orderby`, not percent-encoded: `Name,Price desc`.
 * @throws ODataSyntaxError
 */
export function parseOrderBy(text: string, options: ParseOptions = {}): OrderItem[] {
  return whole(text, options, orderItems)
}

/** Parses the value of `$compute`: `Price mul Quantity as Total`. */
export function parseCompute(text: string, options: ParseOptions = {}): ComputeItem[] {
  return whole(text, options, computeItems)
}

export function orderItems(scope: Scope): OrderItem[] {
  const items: OrderItem[] = []
  do {
    const expression = scope.expression(scope)
    const direction = take(scope, is401(scope) ? DIRECTION_401 : DIRECTION)
    items.push({ expression, descending: direction?.trim().toLowerCase() === 'desc' })
  } while (comma(scope))
  return items
}

const AS = /[ \t]+as[ \t]+/y

export function computeItems(scope: Scope): ComputeItem[] {
  const items: ComputeItem[] = []
  do {
    const expression = scope.expression(scope)
    if (take(scope, AS) === undefined) fail(scope, '" as " expected')
    items.push({ expression, as: identifier(scope) })
  } while (comma(scope))
  return items
}

/** Reads the text from its first to its last character. */
export function whole<T>(text: string, options: ParseOptions, read: (scope: Scope) => T): T {
  const scope = scopeOver(text, options)
  blanks(scope)
  const result = read(scope)
  blanks(scope)
  if (!end(scope)) fail(scope, 'an operator, a comma or the end expected')
  return result
}
