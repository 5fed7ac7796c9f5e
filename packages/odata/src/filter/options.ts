import type { FilterNode } from './ast.ts'

/** One item of `$orderby`. */
export interface OrderItem {
  readonly expression: FilterNode
  readonly descending: boolean
}

/** One item of `$select`: a path of names, where `*` stands for all properties. */
export interface SelectItem {
  readonly path: readonly string[]
  /** Names of parameters, which tell overloads of a selected function apart. */
  readonly parameters?: readonly string[]
  /** Options in parentheses (4.01). */
  readonly options?: QueryOptions
}

/** One item of `$expand`: where it leads, and what is asked there. */
export interface ExpandItem {
  readonly path: readonly string[]
  /** `/$ref` or `/$count` behind the path. */
  readonly only?: 'ref' | 'count'
  readonly options?: QueryOptions
}

export interface ComputeItem {
  readonly expression: FilterNode
  readonly as: string
}

/** `$search`, as a tree of words. */
export type SearchNode =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'not'; readonly operand: SearchNode }
  | { readonly kind: 'and' | 'or'; readonly left: SearchNode; readonly right: SearchNode }

/** The system query options of a URL, and of parentheses inside `$expand` and `$select`. */
export interface QueryOptions {
  readonly filter?: FilterNode
  readonly orderby?: readonly OrderItem[]
  readonly select?: readonly SelectItem[]
  readonly expand?: readonly ExpandItem[]
  readonly compute?: readonly ComputeItem[]
  readonly search?: SearchNode
  readonly top?: number
  readonly skip?: number
  readonly count?: boolean
  readonly index?: number
  readonly levels?: number | 'max'
  readonly format?: string
  readonly skiptoken?: string
  readonly deltatoken?: string
  readonly schemaversion?: string
  /** `$id` of an entity reference. */
  readonly id?: string
  /** `$apply` as written. */
  readonly apply?: string
  /** Values of parameter aliases, by name with the `@`. */
  readonly aliases?: Readonly<Record<string, FilterNode>>
  /** Everything that does not start with `$` or `@`, decoded. */
  readonly custom?: Readonly<Record<string, string>>
}
