import { type Cursor, fail, take } from './cursor.ts'

const START = '[\\p{L}\\p{Nl}_]'
const REST = '[\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Pc}\\p{Cf}]*'
const IDENTIFIER = new RegExp(`${START}${REST}`, 'uy')
const QUALIFIED = new RegExp(`${START}${REST}(?:\\.${START}${REST})*`, 'uy')
const ANNOTATION = new RegExp(`@${START}${REST}(?:\\.${START}${REST})*(?:#${START}${REST})?`, 'uy')
const WHOLE = new RegExp(`^${START}${REST}(?:\\.${START}${REST})*$`, 'u')
const COLLECTION = new RegExp(`Collection\\(${START}${REST}(?:\\.${START}${REST})*\\)`, 'uy')

/** `Name`, also in Cyrillic. */
export function identifier(cursor: Cursor): string {
  return take(cursor, IDENTIFIER) ?? fail(cursor, 'a name expected')
}

/** `Name` or `Namespace.Name`. */
export function qualifiedName(cursor: Cursor): string | undefined {
  return take(cursor, QUALIFIED)
}

/** `@Namespace.Term#Qualifier`, or the alias `@name`. */
export function annotation(cursor: Cursor): string | undefined {
  return take(cursor, ANNOTATION)
}

/** `Edm.String`, `Shop.Address`, `Collection(Edm.String)`. */
export function typeName(cursor: Cursor): string | undefined {
  return take(cursor, COLLECTION) ?? qualifiedName(cursor)
}

export function isTypeName(text: string): boolean {
  return WHOLE.test(text.replace(/^Collection\((.*)\)$/s, '$1'))
}
