import type * as z from 'zod'

const BRAND: unique symbol = Symbol.for('bpmcentr.secret') as never
const HIDDEN = '[secret]'

/**
 * A value that does not print: string conversion, JSON and `util.inspect` show `[secret]`. Only `reveal()` gives it out.
 * Every secret among a connector's options is also made known to the redactor.
 */
export class Secret<T extends string = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  get [BRAND](): true {
    return true
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}

/** Works across two copies of the package, where `instanceof` would not. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && BRAND in value
}

/** The plain text of a secret, or of a string that was given without the wrapper. */
export function reveal(value: Secret | string): string {
  return isSecret(value) ? value.reveal() : value
}

/** Marks an option as secret: the parsed option is a {@link Secret}, so nothing that prints options can show it. */
export function secret(schema: z.ZodString): z.ZodPipe<z.ZodString, z.ZodTransform<Secret, string>> {
  return schema.transform((value) => new Secret(value))
}
