import type { ConnectorError } from '@bpmcentr/core'
import type { Command } from './commands.ts'

/** What became of one command. `skipped`: not done, because an earlier one failed and the batch was to halt. */
export type Slot<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly error: ConnectorError }
  | { readonly status: 'skipped' }

export type Commands = Readonly<Record<string, Command<unknown>>>

/** One slot for each command, under its name. */
export type Slots<C extends Commands> = {
  readonly [K in keyof C]: Slot<C[K] extends Command<infer T> ? T : never>
}
