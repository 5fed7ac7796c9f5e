import {
  type CallOptions,
  type ClientBase,
  ConfigError,
  isOperation,
  type ListOperation,
  type Operation,
  type OperationTree,
} from '@bpmcentr/core'
import type { Command } from './commands.ts'
import { type Ready, ready } from './prepare.ts'
import { isRepeatable, send } from './send.ts'

type CommandArguments<I> = Record<never, never> extends I ? [input?: I] : [input: I]

/** The operations of a client as calls that share requests. A list gives its first page. */
export type TogetherTree<Tree> = {
  readonly [K in keyof Tree]: Tree[K] extends ListOperation<infer I, infer T>
    ? (...args: CommandArguments<I>) => Promise<readonly T[]>
    : Tree[K] extends Operation<infer I, infer O>
      ? (...args: CommandArguments<I>) => Promise<O>
      : TogetherTree<Tree[K]>
}

interface Pending {
  readonly ready: Ready
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Calls that are made in the same tick go out in one batch. What may not be sent twice goes apart from what may, so that a lost
 * answer leaves no more in doubt than it has to. Each call ends by itself, with its own value or error.
 */
export function togetherTree<Tree extends OperationTree>(
  client: Pick<ClientBase, 'run' | 'judge'>,
  tree: Tree,
  options: CallOptions,
): TogetherTree<Tree> {
  let pending: Pending[] = []
  let count = 0
  const flush = () => {
    const all = pending
    pending = []
    for (const group of [
      all.filter((each) => isRepeatable(each.ready.command.operation)),
      all.filter((each) => !isRepeatable(each.ready.command.operation)),
    ]) {
      if (group.length > 0) void sendGroup(client, group, options)
    }
  }
  const add = (command: Command<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const one = ready(`t${count++}`, command)
      if (one.refers) throw new ConfigError('a reference needs a batch of its own: use batch()')
      if (pending.length === 0) queueMicrotask(flush)
      pending.push({ ready: one, resolve, reject })
    })
  return branch(tree, '', add) as TogetherTree<Tree>
}

function branch(tree: OperationTree, prefix: string, add: (command: Command<unknown>) => Promise<unknown>): object {
  const node = {}
  for (const [key, entry] of Object.entries(tree)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    Object.defineProperty(node, key, {
      enumerable: true,
      get: () =>
        isOperation(entry) ? (input: unknown = {}) => add({ operation: entry, name, input }) : branch(entry, name, add),
    })
  }
  return node
}

async function sendGroup(
  client: Pick<ClientBase, 'run' | 'judge'>,
  group: readonly Pending[],
  options: CallOptions,
): Promise<void> {
  try {
    const slots = await send(
      client,
      group.map((each) => each.ready),
      options,
    )
    for (const { ready, resolve, reject } of group) {
      const slot = slots.get(ready.key)
      if (slot?.status === 'done') resolve(slot.value)
      else reject(slot?.status === 'failed' ? slot.error : new ConfigError('the batch said nothing of this call'))
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}
