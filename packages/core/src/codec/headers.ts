import { InputError } from '../errors/InputError.ts'

/** RFC 9110, section 5.6.2: what a header's name may be made of. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** RFC 9110, section 5.5, without control characters: those would start a header or a request of their own. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * Refuses a header that cannot be sent as it is: a name that is no token, a value with a line break, NUL or another control
 * character, or with a character above U+00FF. Names the header, never its value.
 * @throws InputError
 */
export function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    if (!Object.hasOwn(headers, name)) continue
    assertHeader(name, headers[name])
  }
}

/** The same for one header. @throws InputError */
export function assertHeader(name: string, value: unknown): asserts value is string {
  if (!NAME.test(name)) throw refuse(name, 'is not a valid header name')
  if (typeof value !== 'string') throw refuse(name, `must be a string, got ${value === null ? 'null' : typeof value}`)
  if (!VALUE.test(value)) {
    throw refuse(name, 'has a line break, a control character or a character above U+00FF; encode it first')
  }
}

function refuse(name: string, problem: string): InputError {
  const shown = JSON.stringify(name.slice(0, 60))
  return new InputError(`Header ${shown} ${problem}`, { issues: [{ path: ['headers', name], message: problem }] })
}
