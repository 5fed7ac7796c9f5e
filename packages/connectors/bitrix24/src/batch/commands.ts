import { type AnyOperation, isOperation, type ListOperation, type Operation, type OperationTree } from '@bpmcentr/core'

/** A call that was not made yet: an operation with its input. */
export interface Command<T> {
  readonly operation: AnyOperation
  /** Such as `deals.get`. */
  readonly name: string
  readonly input: unknown
  /** Exists only for the compiler. */
  readonly '~result'?: T
}

/** The input may be left out where an empty one would do. */
type CommandArguments<I> = Record<never, never> extends I ? [input?: I] : [input: I]

/** The operations of a client as makers of commands. A list gives its first page. */
export type CommandTree<Tree> = {
  readonly [K in keyof Tree]: Tree[K] extends ListOperation<infer I, infer T>
    ? (...args: CommandArguments<I>) => Command<readonly T[]>
    : Tree[K] extends Operation<infer I, infer O>
      ? (...args: CommandArguments<I>) => Command<O>
      : CommandTree<Tree[K]>
}

/** Made when a resource is first touched. */
export function commandTree<Tree extends OperationTree>(tree: Tree, prefix = ''): CommandTree<Tree> {
  const node = {}
  for (const [key, entry] of Object.entries(tree)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    Object.defineProperty(node, key, {
      enumerable: true,
      get: () => (isOperation(entry) ? maker(name, entry) : commandTree(entry, name)),
    })
  }
  return node as CommandTree<Tree>
}

function maker(name: string, operation: AnyOperation): (input?: unknown) => Command<unknown> {
  return (input = {}) => ({ operation, name, input })
}
