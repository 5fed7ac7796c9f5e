import { InputError } from '@bpmcentr/core'
import { isTypeName } from '../filter/names.ts'
import { printFilter } from '../filter/print.ts'
import { keyOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { encode, encodeName } from './encode.ts'
import { toLiteral } from './literals.ts'
import type { ExpressionContext } from './state.ts'
import { EdmValue } from './values.ts'

/** A part of a key. */
export interface KeyPart {
  readonly name: string
  readonly value: unknown
  readonly type: EdmType | undefined
}

/** Whether a key was given by its parts rather than as the bare value. */
function byParts(key: unknown): key is Readonly<Record<string, unknown>> {
  return (
    typeof key === 'object' &&
    key !== null &&
    !(key instanceof EdmValue) &&
    !(key instanceof Date) &&
    !(key instanceof Uint8Array)
  )
}

/**
 * The parts of a key, complete and in the model's order.
 * @throws InputError for a part that is missing, unknown, null or undefined
 */
export function keyParts(key: unknown, type: EdmType | undefined, context: ExpressionContext): readonly KeyPart[] {
  const { model } = context
  const names = model === undefined ? undefined : keyOf(model, type)
  const typed = (name: string, value: unknown): KeyPart => {
    if (value === undefined || value === null) throw new InputError(`key: ${name} is missing`)
    return { name, value, type: model === undefined ? undefined : propertyType(model, type, name) }
  }
  if (!byParts(key)) {
    if (names !== undefined && names.length !== 1)
      throw new InputError(`key: expected an object with ${names.join(', ')}`)
    return [typed(names?.[0] ?? '', key)]
  }
  const given = Object.keys(key)
  const unknown = given.find((name) => (names === undefined ? !isTypeName(name) : !names.includes(name)))
  if (unknown !== undefined) throw new InputError('key: has a part that is no part of this key')
  if (given.length === 0) throw new InputError('key: expected at least one part')
  return (names ?? given).map((name) => typed(name, Object.hasOwn(key, name) ? key[name] : undefined))
}

/** `(201)`, `('a%2Fb')`, `(Ref=guid'…',Line=1)`: percent-encoded, ready for a URL. */
export function keyPredicate(key: unknown, type: EdmType | undefined, context: ExpressionContext): string {
  const parts = keyParts(key, type, context)
  const literal = ({ value, type: edm }: KeyPart) =>
    encode(printFilter(toLiteral(value, edm, context), { version: context.dialect.version }))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return `(${literal(only)})`
  return `(${parts.map((part) => `${encodeName(part.name)}=${literal(part)}`).join(',')})`
}
