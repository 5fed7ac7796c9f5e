import type { BinaryNode, CallNode, FilterNode, LambdaNode } from '../ast.ts'
import type { OrderItem } from '../options.ts'
import { callFunction } from './functions.ts'
import { arithmetic, compare, listItem, negated } from './operators.ts'
import type { EvaluateOptions } from './options.ts'
import { type Environment, evaluatePath, pathNames } from './path.ts'
import { castTo, isOfType } from './typeTests.ts'
import { unsupported } from './unsupported.ts'
import { bool, compareValues, NULL, type Value, value } from './value.ts'

/**
 * Whether the row meets the condition, with the logic of OData: a comparison with null is false, except that null equals
 * null; `and`, `or` and `not` know null as "unknown", and what is unknown in the end is not met. Decimals are exact.
 *
 * @throws InputError with the code `odata_unsupported` for what it cannot evaluate: never a wider answer instead.
 */
export function evaluateFilter(node: FilterNode, row: object, options: EvaluateOptions = {}): boolean {
  return evaluate(node, { row, options, variables: new Map() }).data === true
}

/** The value of an expression, as JSON. Numbers are decimal text where they were computed. */
export function evaluateExpression(node: FilterNode, row: object, options: EvaluateOptions = {}): unknown {
  return evaluate(node, { row, options, variables: new Map() }).data
}

/** Compares two rows as `$orderby` asks: null stands before everything else. */
export function compareRows(
  items: readonly OrderItem[],
  options: EvaluateOptions = {},
): (a: object, b: object) => number {
  return (a, b) => {
    for (const { expression, descending } of items) {
      const left = evaluate(expression, { row: a, options, variables: new Map() })
      const right = evaluate(expression, { row: b, options, variables: new Map() })
      const order = nullsFirst(left, right) ?? compareValues(left, right, options.ignoreCase ?? false) ?? 0
      if (order !== 0) return descending ? -order : order
    }
    return 0
  }
}

function nullsFirst(a: Value, b: Value): number | undefined {
  if (a.data !== null && b.data !== null) return undefined
  return a.data === b.data ? 0 : a.data === null ? -1 : 1
}

function evaluate(node: FilterNode, environment: Environment): Value {
  const { options } = environment
  switch (node.kind) {
    case 'literal':
      return node.type === null ? NULL : value(node.value, node.type)
    case 'path':
      return evaluatePath(node, environment, evaluate)
    case 'alias': {
      const aliased = options.aliases?.[node.name] ?? environment.variables.get(node.name)
      if (aliased === undefined) return unsupported(`The alias ${node.name} without a value`)
      return 'kind' in aliased ? evaluate(aliased, environment) : value(aliased.data)
    }
    case 'call':
      return call(node, environment)
    case 'binary':
      return binary(node, environment)
    case 'unary': {
      const operand = evaluate(node.operand, environment)
      if (node.operator === 'neg') return negated(operand)
      if (operand.data !== null && typeof operand.data !== 'boolean') return unsupported('"not" of a value')
      return bool(operand.data === null ? null : !operand.data)
    }
    case 'lambda':
      return lambda(node, environment)
    case 'list':
      return value(node.items.map((item) => plain(item, environment)))
    case 'object':
      return value(Object.fromEntries(node.members.map(([name, inner]) => [name, evaluate(inner, environment).data])))
    case 'type':
      return unsupported('A type as a value')
  }
}

/** Literals in a list keep their types, for `in`. */
function plain(item: FilterNode, environment: Environment): unknown {
  const result = evaluate(item, environment)
  return item.kind === 'literal' && item.type !== 'Edm.String' ? listItem(result) : result.data
}

function binary(node: BinaryNode, environment: Environment): Value {
  const { operator } = node
  switch (operator) {
    case 'and':
    case 'or':
      return chain(node, operator, environment)
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'divby':
    case 'mod':
      return arithmetic(operator, evaluate(node.left, environment), evaluate(node.right, environment))
    default: {
      const [left, right] = [evaluate(node.left, environment), evaluate(node.right, environment)]
      return bool(compare(operator, left, right, environment.options.ignoreCase ?? false))
    }
  }
}

/** Long chains are walked without recursion. One false decides `and`, one true decides `or`. */
function chain(node: BinaryNode, operator: 'and' | 'or', environment: Environment): Value {
  const operands: FilterNode[] = []
  let left: FilterNode = node
  while (left.kind === 'binary' && left.operator === operator) {
    operands.push(left.right)
    left = left.left
  }
  operands.push(left)
  const decides = operator === 'or'
  let unknown = false
  for (const operand of operands.reverse()) {
    const { data } = evaluate(operand, environment)
    if (data === decides) return bool(decides)
    if (data === null) unknown = true
    else if (typeof data !== 'boolean') return unsupported(`"${operator}" of something that is no condition`)
  }
  return unknown ? NULL : bool(!decides)
}

function call(node: CallNode, environment: Environment): Value {
  const { name, arguments: args } = node
  const { options } = environment
  if (name === 'case') {
    for (let index = 0; index + 1 < args.length; index += 2) {
      const [condition, result] = [args[index], args[index + 1]]
      if (condition && result && evaluate(condition, environment).data === true) return evaluate(result, environment)
    }
    return NULL
  }
  if (name !== 'cast' && name !== 'isof') {
    return callFunction(
      name,
      args.map((arg) => evaluate(arg, environment)),
      options,
    )
  }
  const type = args.at(-1)
  const subject = args.length > 1 && args[0] ? evaluate(args[0], environment) : value(environment.row)
  if (type?.kind !== 'type') return unsupported(`"${name}" without a type`)
  return name === 'isof' ? bool(isOfType(subject, type.name, options)) : castTo(subject, type.name, options)
}

function lambda({ operator, collection, variable, predicate }: LambdaNode, environment: Environment): Value {
  const { data } = evaluate(collection, environment)
  const items: unknown = data ?? []
  if (!Array.isArray(items)) return unsupported(`"${operator}" of something that is no collection`)
  if (variable === undefined || predicate === undefined) return bool(items.length > 0)
  const path = pathNames(collection, environment)
  const test = (item: unknown) => {
    const variables = new Map(environment.variables).set(variable, { data: item, path })
    return evaluate(predicate, { ...environment, variables }).data === true
  }
  return bool(operator === 'any' ? items.some(test) : items.every(test))
}
