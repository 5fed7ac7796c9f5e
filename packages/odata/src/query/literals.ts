import { InputError } from '@bpmcentr/core'
import { decimalText, doubleText, integerText, isIntegerType } from '../dialect/numbers.ts'
import { bytesOf, formText, hasForm } from '../dialect/texts.ts'
import type { Dialect } from '../dialect/types.ts'
import type { LiteralNode } from '../filter/ast.ts'
import type { EdmType, ODataDescriptor } from '../model.ts'
import { EdmValue } from './values.ts'

/** How a service wants its literals, where the version leaves a choice. */
export interface LiteralStyle {
  /** V2 and V3: `42L`, `1.5M`. False for services that want digits only. Default true. */
  readonly suffixes: boolean
  /** `Shop.Color'Red'`, or just `'Red'`. Default qualified. */
  readonly enums: 'qualified' | 'name'
}

export interface LiteralContext {
  readonly dialect: Dialect
  readonly model: ODataDescriptor | undefined
  readonly literals: LiteralStyle
}

const NULL: LiteralNode = { kind: 'literal', type: null, value: null }

/**
 * A value as a literal of the given EDM type; without a type only what is certain by itself. Nothing is guessed from the
 * looks of a string: a text may look like a Guid.
 * @throws InputError for undefined, and for values that are none of that type
 */
export function toLiteral(value: unknown, type: EdmType | undefined, context: LiteralContext): LiteralNode {
  if (value === undefined) {
    throw new InputError(
      'undefined in a query: it would ask for something else. Leave the condition out, or compare with null',
    )
  }
  if (value === null) return NULL
  if (value instanceof EdmValue) return ofType(value.value, value.type, context)
  return type === undefined ? untyped(value, context) : ofType(value, type, context)
}

function literal(type: EdmType, value: string | boolean): LiteralNode {
  return { kind: 'literal', type, value }
}

/** Digits without a suffix are written for a type that has none. */
const BARE = 'Edm.PrimitiveType'

function untyped(value: unknown, context: LiteralContext): LiteralNode {
  switch (typeof value) {
    case 'string':
      return literal('Edm.String', value)
    case 'boolean':
      return literal('Edm.Boolean', value)
    case 'bigint':
      return numeric('Edm.Int64', integerText(value, 'Edm.Int64'), context)
    case 'number':
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new InputError('beyond 2^53 a number has lost digits; give a bigint or decimal(…)')
      }
      return literal(BARE, decimalText(value, 'a number'))
    default:
      if (value instanceof Date) return ofType(value, context.dialect.literalType('Edm.DateTimeOffset'), context)
      if (value instanceof Uint8Array) return literal('Edm.Binary', context.dialect.binary(value))
      throw new InputError(
        'expected a string, number, bigint, boolean, null, or a value made by a helper such as guid(…)',
      )
  }
}

function numeric(type: EdmType, digits: string, context: LiteralContext): LiteralNode {
  return literal(context.literals.suffixes ? type : BARE, digits)
}

function ofType(value: unknown, given: EdmType, context: LiteralContext): LiteralNode {
  const type = context.dialect.literalType(given)
  if (type === 'Edm.String') {
    if (typeof value === 'string') return literal(type, value)
    throw new InputError('expected a string for Edm.String')
  }
  if (type === 'Edm.Boolean') {
    if (typeof value === 'boolean') return literal(type, value)
    throw new InputError('expected true or false for Edm.Boolean')
  }
  if (isIntegerType(type)) return numeric(type, integerText(value, type), context)
  if (type === 'Edm.Decimal') return numeric(type, decimalText(value, type), context)
  if (type === 'Edm.Double' || type === 'Edm.Single') return numeric(type, doubleText(value, type), context)
  if (type === 'Edm.Binary') return literal(type, context.dialect.binary(bytesOf(value)))
  if (hasForm(type)) return literal(type, formText(zoneless(value, given, type), type))
  if (type === BARE || type === 'Edm.Untyped') return untyped(value, context)
  if (typeof value === 'string' && /^Edm\.Geo/.test(type))
    return literal(type.replace(/(Geography|Geometry).*$/, '$1'), value)
  if (type.startsWith('Edm.') || type.startsWith('Collection(')) throw new InputError(`${type} has no literal`)
  return enumeration(value, type, context)
}

/** A date of another version's type: V2 has no Date, so midnight stands for it. */
function zoneless(value: unknown, given: EdmType, type: EdmType): unknown {
  return given === 'Edm.Date' && type === 'Edm.DateTime' && typeof value === 'string' && value.length === 10
    ? `${value}T00:00:00`
    : value
}

const MEMBERS = /^[^\s,']+(?:,[^\s,']+)*$/

function enumeration(value: unknown, type: EdmType, { model, literals }: LiteralContext): LiteralNode {
  const names = Array.isArray(value) ? value.join(',') : value
  if (typeof names !== 'string' || !MEMBERS.test(names)) throw new InputError(`expected a member of ${type}`)
  const known = model?.enums !== undefined && Object.hasOwn(model.enums, type) ? model.enums[type] : undefined
  if (
    known !== undefined &&
    names.split(',').some((name) => !Object.hasOwn(known.members, name) && !/^-?\d+$/.test(name))
  ) {
    throw new InputError(`${type} has no such member`)
  }
  return literal(literals.enums === 'name' ? 'Edm.String' : type, names)
}
