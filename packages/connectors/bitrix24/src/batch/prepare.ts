import { describeIssue, InputError, type RequestSpec } from '@bpmcentr/core'
import type { Command } from './commands.ts'
import { type Encoded, encodeCommand } from './encode.ts'
import { holdsRef } from './ref.ts'

/** A command made ready to go. */
export interface Ready extends Encoded {
  readonly key: string
  readonly command: Command<unknown>
}

const NAME = /^\w+$/

/** Bitrix24 takes no batch within a batch, and REST 3.0 has batches of its own. */
const UNFIT = /^(?:batch\.json$|api\/)/

/** Checks and writes a command. @throws InputError for input that does not fit, and for what no batch can hold */
export function ready(key: string, command: Command<unknown>): Ready {
  if (!NAME.test(key)) throw new InputError(`${key}: a command is named with letters, digits and underscores`)
  const { operation, name } = command
  const input = checked(key, command)
  const spec: RequestSpec = operation.request(input, { env: undefined, idempotencyKey: '' })
  if (UNFIT.test(spec.path) || typeof spec.json !== 'object' || spec.json === null) {
    throw new InputError(`${key}: ${name} cannot be part of a batch`)
  }
  const encoded = encodeCommand(spec.path.replace(/\.json$/, ''), spec.json)
  return { ...encoded, key, command: { ...command, input } }
}

/** With a reference in it nobody can tell yet whether the input fits. */
function checked(key: string, { operation, input }: Command<unknown>): unknown {
  if (holdsRef(input)) return input
  const schema = typeof operation.input === 'function' ? operation.input() : operation.input
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const { issues } = result.error
  throw new InputError(`${key}: ${issues.slice(0, 5).map(describeIssue).join('; ')}`, { issues })
}
