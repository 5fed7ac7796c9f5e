import {
  BatchError,
  type BatchSlot,
  type CallOptions,
  type ClientBase,
  type ConnectorError,
  type OperationTree,
  OutcomeUnknownError,
} from '@bpmcentr/core'
import { type BulkOptions, bulk } from './bulk.ts'
import { type Command, type CommandTree, commandTree } from './commands.ts'
import { ready } from './prepare.ts'
import { type BatchOptions, send } from './send.ts'
import type { Commands, Slots } from './slots.ts'
import { type TogetherTree, togetherTree } from './together.ts'

/** What a client has besides its operations. */
export interface Batching<Tree> {
  /**
   * Sends commands in one request and tells what became of each, under its name. Commands may refer to the results of earlier ones
   * with `ref`; without references and `halt` there may be more than 50, in as many requests as it takes.
   *
   * Rejects only when the request itself failed. `valuesOf` turns the slots into values, or throws when any command failed.
   *
   * @example
   * const { contact, deal } = await b24.batch((b24) => ({
   *   contact: b24.contacts.add({ fields: { name: 'Олена' } }),
   *   deal: b24.deals.add({ fields: { title: 'Order 115', contactIds: [ref('contact', 'item', 'id')] } }),
   * }))
   */
  batch<C extends Commands>(make: (commands: CommandTree<Tree>) => C, options?: BatchOptions): Promise<Slots<C>>
  /**
   * Does one thing with each item of a source, packed into batches, and tells of each what became of it, in the order of the
   * source. One failure does not end the rest.
   *
   * @example
   * for await (const slot of b24.bulk((b24) => b24.deals.update, changes)) if ('error' in slot) report(slot.input, slot.error)
   */
  bulk<I, T>(
    choose: (commands: CommandTree<Tree>) => (input: I) => Command<T>,
    source: Iterable<I> | AsyncIterable<I>,
    options?: BulkOptions,
  ): AsyncGenerator<BatchSlot<I, T>, void, undefined>
  /** The operations as calls that share requests: those made in the same tick go out in one batch. */
  together(options?: Pick<CallOptions, 'signal' | 'timeout' | 'meta'>): TogetherTree<Tree>
}

export function batching<Tree extends OperationTree>(client: ClientBase, tree: Tree): Batching<Tree> {
  return {
    async batch<C extends Commands>(make: (commands: CommandTree<Tree>) => C, options: BatchOptions = {}) {
      const commands = Object.entries(make(commandTree(tree))).map(([key, command]) => ready(key, command))
      const slots = commands.length === 0 ? new Map() : await send(client, commands, options)
      return Object.fromEntries(commands.map(({ key }) => [key, slots.get(key)])) as Slots<C>
    },
    bulk: (choose, source, options = {}) => bulk(client, choose(commandTree(tree)), source, options),
    together: (options = {}) => togetherTree(client, tree, options),
  }
}

type ValueOf<S> = S extends { readonly status: 'done'; readonly value: infer T } ? T : never

/** The values of slots. @throws BatchError when a command failed or was skipped, with every slot in it */
export function valuesOf<S extends Slots<Commands>>(slots: S): { readonly [K in keyof S]: ValueOf<S[K]> } {
  const entries = Object.entries(slots)
  const failed = entries.filter(([, slot]) => slot.status !== 'done')
  if (failed.length > 0) {
    const names = failed.map(([key]) => key).join(', ')
    throw new BatchError(`${failed.length} of ${entries.length} commands were not done: ${names}`, {
      slots: entries.map(([input, slot], index) =>
        slot.status === 'done'
          ? { index, input, value: slot.value }
          : { index, input, error: slot.status === 'failed' ? slot.error : skipped() },
      ),
    })
  }
  return Object.fromEntries(
    entries.map(([key, slot]) => [key, slot.status === 'done' ? slot.value : undefined]),
  ) as never
}

function skipped(): ConnectorError {
  return new OutcomeUnknownError('was not done, because an earlier command failed', { sent: 'no', code: 'skipped' })
}
