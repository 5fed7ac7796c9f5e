/**
 * A parsed OData expression. Plain data: it can be built by hand, compared and stored.
 */
export type FilterNode =
  | LiteralNode
  | PathNode
  | AliasNode
  | CallNode
  | BinaryNode
  | UnaryNode
  | LambdaNode
  | ListNode
  | ObjectNode
  | TypeNode

/**
 * A constant. `type` is its EDM type as the text shows it (`Edm.String`, `Edm.Int32` …, the name of an enumeration), or
 * `null` for null. `value` is decoded: text without quotes, and digits as text, so that no precision is lost.
 */
export interface LiteralNode {
  readonly kind: 'literal'
  readonly type: string | null
  readonly value: string | boolean | null
}

/** `Customer/Name`, `$it/Price`, `Items/$count`, `Product/Shop.Special/Rate`. */
export interface PathNode {
  readonly kind: 'path'
  /** What the path starts from when it is an expression: `cast(Owner,Shop.Person)/Name`. */
  readonly base?: FilterNode
  readonly segments: readonly PathSegment[]
}

export type PathSegment = NameSegment | CountSegment | FilterSegment

/**
 * A property, a navigation, a type (with its namespace), an annotation (`@Core.Messages`), `$it`, `$root`, `$this` or a
 * lambda variable. With `arguments` it is a bound function, or a key.
 */
export interface NameSegment {
  readonly kind: 'name'
  readonly name: string
  readonly arguments?: readonly ArgumentNode[]
}

export interface ArgumentNode {
  readonly name?: string
  readonly value: FilterNode
}

/** `$count`, in 4.01 possibly of a part: `Items/$count($filter=Price gt 5)`. */
export interface CountSegment {
  readonly kind: 'count'
  readonly filter?: FilterNode
  /** The search expression as written. */
  readonly search?: string
}

/** `$filter(…)` in a path (4.01). */
export interface FilterSegment {
  readonly kind: 'filter'
  readonly predicate: FilterNode
  readonly arguments?: readonly ArgumentNode[]
}

/** `@name`: a value given elsewhere in the query. */
export interface AliasNode {
  readonly kind: 'alias'
  readonly name: string
}

/** A built-in function. `case` holds condition, value, condition, value … */
export interface CallNode {
  readonly kind: 'call'
  readonly name: string
  readonly arguments: readonly FilterNode[]
}

export type LogicalOperator = 'and' | 'or'
export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'has' | 'in'
export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod'
export type BinaryOperator = LogicalOperator | ComparisonOperator | ArithmeticOperator

export interface BinaryNode {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: FilterNode
  readonly right: FilterNode
}

export interface UnaryNode {
  readonly kind: 'unary'
  readonly operator: 'not' | 'neg'
  readonly operand: FilterNode
}

/** `Items/any(i:i/Price gt 5)`; without variable and predicate: `Items/any()`. */
export interface LambdaNode {
  readonly kind: 'lambda'
  readonly operator: 'any' | 'all'
  readonly collection: FilterNode
  readonly variable?: string
  readonly predicate?: FilterNode
}

/** `('a','b')` after `in`, or a JSON array `["a","b"]`. */
export interface ListNode {
  readonly kind: 'list'
  readonly items: readonly FilterNode[]
}

/** A JSON object, as parameter aliases and complex comparisons hold. */
export interface ObjectNode {
  readonly kind: 'object'
  readonly members: readonly (readonly [name: string, value: FilterNode])[]
}

/** The type in `cast` and `isof`. */
export interface TypeNode {
  readonly kind: 'type'
  readonly name: string
}
