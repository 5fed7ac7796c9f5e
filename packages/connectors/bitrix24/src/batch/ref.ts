import { InputError } from '@bpmcentr/core'

const REF: unique symbol = Symbol.for('bpmcentr.bitrix24.ref') as never

/** A place in the result of an earlier command of the same batch. */
interface Ref {
  readonly [REF]: string
}

const NAME = /^\w+$/
const STEP = /^[^\][\s$]+$/

/**
 * What an earlier command of the same batch will have answered: `ref('contact', 'item', 'id')`. The path is that of Bitrix24's own
 * `result`, so a created item is under `item` and a list under `items`, with an index. It may stand for any value of a command's
 * input, which is why its type fits everywhere. Where the path leads nowhere, Bitrix24 puts in the last part that exists.
 *
 * @throws InputError for a name or step that could be read as something else.
 */
export function ref(command: string, ...path: readonly (string | number)[]): never {
  if (!NAME.test(command)) throw new InputError('ref: a command is named with letters, digits and underscores')
  for (const step of path) {
    if (!STEP.test(String(step))) throw new InputError('ref: a step of the path is a name or an index')
  }
  return Object.freeze({ [REF]: `$result[${command}]${path.map((step) => `[${step}]`).join('')}` }) as never
}

export function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && REF in value
}

export function refText(ref: Ref): string {
  return ref[REF]
}

/** Whether a reference stands anywhere in it. */
export function holdsRef(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > 16) return false
  return isRef(value) || Object.values(value).some((member) => holdsRef(member, depth + 1))
}
