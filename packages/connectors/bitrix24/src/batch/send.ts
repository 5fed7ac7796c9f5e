import {
  type CallOptions,
  type ClientBase,
  InputError,
  isConnectorError,
  type ListOperation,
  type Operation,
  ResponseMismatchError,
} from '@bpmcentr/core'
import { innerAnswer } from './innerAnswer.ts'
import { type BatchInput, type BatchResult, batch, MOST_COMMANDS, readBatch, repeatableBatch } from './operation.ts'
import type { Ready } from './prepare.ts'
import type { Slot } from './slots.ts'

export interface BatchOptions extends Pick<CallOptions, 'signal' | 'timeout' | 'meta'> {
  /** Stop at the first command that fails. Default false: each goes its own way. */
  readonly halt?: boolean | undefined
}

type Sender = Pick<ClientBase, 'run' | 'judge'>

/**
 * Sends commands and tells what became of each. Those that cannot be part of a batch (their text would be replaced as if it were
 * a reference, or they have more parameters than PHP reads) go by themselves.
 *
 * @throws InputError for more than 50 commands that depend on each other, and for a dependent one that would have to go by itself;
 * what the request as a whole failed with
 */
export async function send(
  client: Sender,
  commands: readonly Ready[],
  { halt = false, ...options }: BatchOptions,
): Promise<Map<string, Slot<unknown>>> {
  const dependent = halt || commands.some((command) => command.refers)
  if (dependent) checkDependent(commands)
  const packed = commands.filter((command) => dependent || !command.alone)
  const alone = commands.filter((command) => !packed.includes(command))
  const slots = new Map<string, Slot<unknown>>()
  for (let from = 0; from < packed.length; from += MOST_COMMANDS) {
    const part = packed.slice(from, from + MOST_COMMANDS)
    const cmd = Object.fromEntries(part.map(({ key, text }) => [key, text]))
    const input: BatchInput = { cmd, halt: halt ? 1 : 0 }
    read(client, part, await client.run('batch', operationFor(part), input, options), slots)
  }
  for (const command of alone) slots.set(command.key, await single(client, command, options))
  return slots
}

function checkDependent(commands: readonly Ready[]): void {
  if (commands.length > MOST_COMMANDS) {
    throw new InputError(`a batch whose commands depend on each other has at most ${MOST_COMMANDS}`)
  }
  const odd = commands.find((command) => command.alone)
  if (odd === undefined) return
  throw new InputError(
    `${odd.key}: holds text that Bitrix24 would take for a reference, or too many parameters; send it by itself`,
  )
}

/** A batch is as safe to send again as the least safe of its commands. */
function operationFor(part: readonly Ready[]): Operation<BatchInput, BatchResult> {
  if (part.every(({ command }) => command.operation.kind === 'read')) return readBatch
  return part.every(({ command }) => isRepeatable(command.operation)) ? repeatableBatch : batch
}

export function isRepeatable(operation: Ready['command']['operation']): boolean {
  return operation['~op'] === 'list' || operation.idempotency.type === 'repeatable'
}

function read(client: Sender, part: readonly Ready[], answer: BatchResult, slots: Map<string, Slot<unknown>>): void {
  for (const { key, command } of part) {
    const { operation, name, input } = command
    if (Object.hasOwn(answer.result_error, key)) {
      const said = innerAnswer(answer.result_error[key])
      const error = client.judge(said, { name, kind: operation.kind }) ?? unreadable(key)
      slots.set(key, { status: 'failed', error })
    } else if (Object.hasOwn(answer.result, key)) {
      slots.set(key, slotOf(key, operation, { result: answer.result[key] }, input))
    } else slots.set(key, { status: 'skipped' })
  }
}

function slotOf(key: string, operation: Ready['command']['operation'], body: object, input: unknown): Slot<unknown> {
  const answer = { ...innerAnswer({}), body }
  try {
    const { items } = operation as ListOperation<unknown, unknown>
    const { answer: pick } = operation as Operation<unknown, unknown>
    const read = operation['~op'] === 'list' ? items : pick
    return { status: 'done', value: read === undefined ? body : read(body, answer, input) }
  } catch {
    return { status: 'failed', error: unreadable(key) }
  }
}

function unreadable(key: string): ResponseMismatchError {
  return new ResponseMismatchError(`${key}: the result is not where it was expected; the command was done`, {
    reason: 'schema',
    sent: 'yes',
  })
}

async function single(client: Sender, { command }: Ready, options: CallOptions): Promise<Slot<unknown>> {
  const { operation, name, input } = command
  try {
    const value =
      operation['~op'] === 'list'
        ? await firstPage(client.run(name, operation as ListOperation<unknown, unknown>, input, options).pages())
        : await client.run(name, operation as Operation<unknown, unknown>, input, options)
    return { status: 'done', value }
  } catch (error) {
    if (!isConnectorError(error)) throw error
    return { status: 'failed', error }
  }
}

async function firstPage(pages: AsyncIterable<{ readonly items: readonly unknown[] }>): Promise<readonly unknown[]> {
  for await (const page of pages) return page.items
  return []
}
