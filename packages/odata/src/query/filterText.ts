import { InputError } from '@bpmcentr/core'
import type { FilterNode } from '../filter/ast.ts'
import { parseFilter } from '../filter/parse.ts'
import { printFilter } from '../filter/print.ts'
import type { EdmType } from '../model.ts'
import { rowFields } from './fields.ts'
import { toLiteral } from './literals.ts'
import type { Ordering } from './operators.ts'
import { RawFilter } from './raw.ts'
import { conditionNode, type ExpressionContext, stateOf } from './state.ts'

/** The text of `$filter`, not percent-encoded. @throws InputError, also for a text that the grammar does not allow */
export function filterText(filter: unknown, type: EdmType | undefined, context: ExpressionContext): string {
  const { version } = context.dialect
  const given = typeof filter === 'function' ? (filter(rowFields(type, context)) as unknown) : filter
  if (typeof given === 'string') return checked(given, context)
  if (given instanceof RawFilter) {
    const text = given.print(context)
    return given.checked ? checked(text, context) : text
  }
  return printFilter(conditionNode(given), { version })
}

function checked(text: string, { dialect, functions }: ExpressionContext): string {
  parseFilter(text, { version: dialect.version, functions })
  return text
}

/** All of the filters at once. Each in parentheses, so that none can reach into another. */
export function joinFilters(filters: readonly (string | undefined)[]): string | undefined {
  const given = filters.filter((filter) => filter !== undefined)
  if (given.length < 2) return given[0]
  return given.map((filter) => `(${filter})`).join(' and ')
}

const ORDER_ITEM = /^([^\s,;()&=?#'"]+)(?: (asc|desc))?$/u

/** The text of `$orderby`. */
export function orderText(orderby: unknown, type: EdmType | undefined, context: ExpressionContext): string {
  const given = typeof orderby === 'function' ? (orderby(rowFields(type, context)) as unknown) : orderby
  const items = Array.isArray(given) ? given : [given]
  if (items.length === 0) throw new InputError('orderby: expected at least one field')
  return items.map((item) => orderItem(item, type, context)).join(',')
}

function orderItem(item: unknown, type: EdmType | undefined, context: ExpressionContext): string {
  const { version } = context.dialect
  if (typeof item === 'string') {
    const match = ORDER_ITEM.exec(item)
    if (match === null) throw new InputError('orderby: expected a field such as Name or "Name desc"')
    const node = fieldNode(match[1] as string, type, context)
    return printFilter(node, { version }) + (match[2] === 'desc' ? ' desc' : '')
  }
  const state = stateOf(item)
  if (state !== undefined) return printFilter(state.node, { version })
  const { node, descending } = (item ?? {}) as Partial<Ordering>
  if (node === undefined) throw new InputError('orderby: expected fields such as row.Name.desc()')
  return printFilter(node, { version }) + (descending === true ? ' desc' : '')
}

/** A field by name or path, checked against the model where there is one. */
export function fieldNode(path: string, type: EdmType | undefined, context: ExpressionContext): FilterNode {
  const row = rowFields(type, context) as Readonly<Record<string, object>>
  return conditionFree(stateOf(row[path])?.node)
}

function conditionFree(node: FilterNode | undefined): FilterNode {
  if (node === undefined) throw new InputError('expected the name of a field')
  return node
}

/** `Key gt <last>`, for several parts compared one after the other: where the next page of keys begins. */
export function afterKey(
  parts: readonly { readonly name: string; readonly value: unknown; readonly type: EdmType | undefined }[],
  context: ExpressionContext,
): string {
  const compare = (part: (typeof parts)[number], operator: 'eq' | 'gt'): FilterNode => ({
    kind: 'binary',
    operator,
    left: { kind: 'path', segments: part.name.split('/').map((name) => ({ kind: 'name', name })) },
    right: toLiteral(part.value, part.type, context),
  })
  const steps = parts.map((part, index) =>
    parts
      .slice(0, index)
      .map((before) => compare(before, 'eq'))
      .concat(compare(part, 'gt'))
      .reduce((left, right) => ({ kind: 'binary', operator: 'and', left, right })),
  )
  const node = steps.reduce((left, right) => ({ kind: 'binary', operator: 'or', left, right }))
  return printFilter(node, { version: context.dialect.version })
}
