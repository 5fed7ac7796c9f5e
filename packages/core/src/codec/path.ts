import { InputError } from '../errors/InputError.ts'
import { percentEncode } from './percent.ts'

/** `.` and `..`, also as a server that decodes twice would see them. */
const DOTS = /^(?:\.|%2e){1,2}$/i

/**
 * Writes a path from a template: `` path`order/${id}/payment/${paymentId}` ``. Every value becomes exactly one segment or a
 * part of one: `/`, `?`, `#` and the like are percent-encoded. A value that is empty, nullish, `.` or `..`, or neither
 * string, number nor bigint is refused, since it would address something else.
 * @throws InputError naming the position
 */
export function path(strings: TemplateStringsArray, ...values: readonly (string | number | bigint)[]): string {
  let result = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) {
    result += segment(values[i], i, strings) + (strings[i + 1] ?? '')
  }
  return result
}

function segment(value: unknown, index: number, strings: TemplateStringsArray): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString()
    case 'number':
      if (!Number.isFinite(value)) throw refuse('must be a finite number', index, strings)
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw refuse('is beyond 2^53 and has lost digits; pass it as a string or bigint', index, strings)
      }
      return percentEncode(String(value))
    case 'string':
      if (value === '') throw refuse('must not be empty', index, strings)
      if (DOTS.test(value)) throw refuse('must not be "." or ".."', index, strings)
      try {
        return percentEncode(value)
      } catch {
        throw refuse('has half of a surrogate pair', index, strings)
      }
    default:
      throw refuse(
        `must be a string, number or bigint, got ${value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value}`,
        index,
        strings,
      )
  }
}

function refuse(problem: string, index: number, strings: TemplateStringsArray): InputError {
  const template = strings.slice(1).reduce((text, part, i) => `${text}{${i + 1}}${part}`, strings[0] ?? '')
  return new InputError(`Path "${template}": value {${index + 1}} ${problem}`, {
    issues: [{ path: ['path', index], message: problem }],
  })
}
