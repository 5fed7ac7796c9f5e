import { InputError } from '@bpmcentr/core'
import type { Dialect } from './dialect.ts'

/** A name, or a path of names, quoted. @throws InputError for what can be no name: empty, too long, with a NUL or half a character */
export function quoteId(dialect: Dialect, path: readonly string[]): string {
  const { open, close } = dialect.quote
  return path
    .map((name) => {
      checkName(dialect, name)
      return `${open}${name.replaceAll(close, close + close)}${close}`
    })
    .join('.')
}

function checkName({ name: dialect, nameLimit, quote }: Dialect, name: string): void {
  if (typeof name !== 'string' || name === '') throw new InputError('an SQL name is empty or no text')
  if (name.includes('\0')) throw new InputError('an SQL name holds a NUL character')
  if (!name.isWellFormed()) throw new InputError('an SQL name holds half a character (a lone surrogate)')
  // Oracle has no way to write a double quote inside a quoted name.
  if (dialect === 'oracle' && name.includes(quote.close)) throw new InputError('an SQL name of Oracle holds no quote')
  const length = nameLimit.unit === 'bytes' ? new TextEncoder().encode(name).length : [...name].length
  if (length > nameLimit.length)
    throw new InputError(`an SQL name has ${length} ${nameLimit.unit}; ${dialect} takes ${nameLimit.length} at most`)
}
