import { InputError } from '@bpmcentr/core'

/** The expression is legal, but cannot be evaluated here. Never answered with a wider result. */
export function unsupported(what: string): never {
  throw new InputError(`${what} cannot be evaluated`, { code: 'odata_unsupported' })
}
