import { InputError } from '@bpmcentr/core'
import { printFilter } from '../filter/print.ts'
import type { ExpressionContext } from './state.ts'
import { operand } from './state.ts'

/** A filter written by hand. Made by `raw` and `unchecked`. */
export class RawFilter {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
  readonly checked: boolean

  constructor(texts: readonly string[], values: readonly unknown[], checked: boolean) {
    this.texts = texts
    this.values = values
    this.checked = checked
    Object.freeze(this)
  }

  print(context: ExpressionContext): string {
    const { version } = context.dialect
    return this.texts.reduce(
      (all, text, index) => all + printFilter(operand(this.values[index - 1], undefined, context), { version }) + text,
    )
  }
}

/**
 * A filter of your own, with its values written as literals: ``raw`like(Name,${pattern}) and Owner eq ${guid(id)}` ``.
 * It is checked against the grammar of the version before it is sent.
 */
export function raw(texts: TemplateStringsArray, ...values: readonly unknown[]): RawFilter {
  if (values.includes(undefined)) throw new InputError('undefined in a filter: it would ask for something else')
  return new RawFilter([...texts], values, true)
}

/** A filter that is sent as it is, for what a service understands beyond the grammar. */
export function unchecked(filter: RawFilter | string): RawFilter {
  return typeof filter === 'string'
    ? new RawFilter([filter], [], false)
    : new RawFilter(filter.texts, filter.values, false)
}
