import { ConfigError } from '../errors/ConfigError.ts'
import { isSecret } from '../secret.ts'
import type { CredentialsInput } from './types.ts'

/**
 * The credentials in plain text.
 *
 * @throws ConfigError when there is none, or one is empty: with an empty key anybody could make a valid signature.
 */
export function readCredentials<Credential>(input: CredentialsInput<Credential>, id: string): readonly Credential[] {
  const list: readonly unknown[] = Array.isArray(input) ? input : [input]
  if (list.length === 0) throw new ConfigError(`The ${id} webhook needs a secret`)
  return list.map((one) => readCredential(one, id)) as Credential[]
}

function readCredential(input: unknown, id: string): unknown {
  if (typeof input !== 'object' || input === null || isSecret(input)) return readText(input, id, 'secret')
  const fields = Object.entries(input).map(([name, value]) => {
    const plain = typeof value === 'string' || value === undefined || value === null || isSecret(value)
    return [name, plain ? readText(value, id, name) : value] as const
  })
  if (fields.length === 0) throw new ConfigError(`The ${id} webhook needs a secret`)
  return Object.freeze(Object.fromEntries(fields))
}

function readText(value: unknown, id: string, name: string): string {
  const text = isSecret(value) ? value.reveal() : value
  if (typeof text === 'string' && text.trim() !== '') return text
  throw new ConfigError(
    `The ${name} of the ${id} webhook is empty, so anybody could forge events. Is its environment variable set?`,
  )
}
