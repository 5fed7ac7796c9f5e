import type { ODataVersion } from '../model.ts'
import type { FilterNode } from './ast.ts'
import type { Cursor } from './cursor.ts'
import type { Arity } from './grammar.ts'

/** What the functions of the parser share while they read one text. */
export interface Scope extends Cursor {
  readonly version: ODataVersion
  /** Built-in functions, and those of the vendor. */
  readonly functions: Readonly<Record<string, Arity>>
  /** Reads an expression. Handed round, since everything nests in everything. */
  readonly expression: (scope: Scope, least?: number) => FilterNode
}

export function isV4(scope: Scope): boolean {
  return scope.version === '4.0' || scope.version === '4.01'
}

export function is401(scope: Scope): boolean {
  return scope.version === '4.01'
}
