import type { EdmType } from '../../model.ts'
import type { FilterNode } from '../ast.ts'

/** How rows are to be understood. */
export interface EvaluateOptions {
  /**
   * EDM type of a property, by its path from the row: needed where two properties are compared whose JSON is text, such
   * as two `Edm.Decimal`. Literals bring their own types.
   */
  readonly typeOf?: (path: readonly string[]) => EdmType | undefined
  /** Reads a property, for example a navigation that has to be looked up; default the own member of that name, or null. */
  readonly property?: (row: object, name: string, path: readonly string[]) => unknown
  /** Whether a row is of the type, or of one derived from it; default by its `@odata.type`. */
  readonly isOf?: (row: unknown, type: string) => boolean
  /** Functions of the vendor, and built-in ones that it understands differently. They get plain JSON values. */
  readonly functions?: Readonly<Record<string, (args: readonly unknown[]) => unknown>>
  /** Values of parameter aliases, by name with the `@`. */
  readonly aliases?: Readonly<Record<string, FilterNode>>
  /** Entity sets for `$root`. */
  readonly root?: object
  /** Milliseconds since the epoch, for `now()`. */
  readonly now?: () => number
  /** Compare and search texts without regard to case, as many databases do. */
  readonly ignoreCase?: boolean
}
