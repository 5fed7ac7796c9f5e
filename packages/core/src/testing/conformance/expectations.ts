import { inspect } from 'node:util'
import { expect } from 'vitest'
import { isConnectorError } from '../../errors/ConnectorError.ts'
import type { AnyOperation } from '../../operation.ts'
import type { Ending } from './world.ts'

/** The call succeeded; otherwise the test fails with the error it ended in. */
export function expectValue(ending: Ending): unknown {
  if (ending.error !== undefined) throw ending.error
  return ending.value
}

/** The call failed with an error of one of these classes, told by name so that two copies of the package do no harm. */
export function expectError(
  ending: Ending,
  names: readonly string[],
  secrets: readonly string[],
): Error & { code: string } {
  if (ending.error === undefined) expect.fail(`expected ${names.join(' or ')}, but the call succeeded`)
  if (!isConnectorError(ending.error)) throw ending.error
  expect(names, `${ending.error.message}`).toContain(ending.error.name)
  expectNoSecrets(ending.error, secrets)
  return ending.error
}

/** Nothing that prints an error shows a secret, raw or encoded. */
export function expectNoSecrets(error: unknown, secrets: readonly string[]): void {
  const prints = [String(error), JSON.stringify(error) ?? '', inspect(error, { depth: 12, showHidden: true })]
  for (const [index, secret] of secrets.entries()) {
    for (const form of [secret, encodeURIComponent(secret), base64(secret), JSON.stringify(secret).slice(1, -1)]) {
      // The text itself is kept out of the failure message.
      expect(
        prints.some((print) => print.includes(form)),
        `secret ${index + 1} shows in the error`,
      ).toBe(false)
    }
  }
}

/** Texts among the options that are long enough to be told from ordinary words. */
export function secretsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 6 && !/^https?:/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(secretsIn)
}

/** What may be done about a call whose outcome nobody knows. */
export function safetyOf(
  operation: AnyOperation,
  input: unknown,
): 'repeatable' | 'deduplicated' | 'recoverable' | 'unsafe' {
  if (operation['~op'] === 'list' || operation.kind === 'read') return 'repeatable'
  const { idempotency } = operation
  switch (idempotency.type) {
    case 'repeatable':
      return 'repeatable'
    case 'header':
      return 'deduplicated'
    case 'field':
      return 'deduplicated'
    case 'recover':
      return idempotency.when(input as never) ? 'recoverable' : 'unsafe'
    default:
      return 'unsafe'
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '')
}
