import { readFileSync } from 'node:fs'
import { type AnyOperation, isOperation } from '@bpmcentr/core'
import { expect, test } from 'vitest'
import { liqpay } from '../src/index.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the README lists every operation with its summary and what is done when its answer is lost, and no other', () => {
  const section = readme.slice(readme.indexOf('## Operations'), readme.indexOf('## Errors'))
  const rows = section.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.replace(/ +/g, ' ')] : []))
  const expected = [...walk(liqpay.operations, '')].map(
    ([name, operation]) => `| \`${name}\` | ${operation.summary} | ${lost(operation)} |`,
  )
  expect(rows).toEqual(expected)
})

function* walk(tree: object, prefix: string): Generator<readonly [string, AnyOperation]> {
  for (const [key, entry] of Object.entries(tree)) {
    if (isOperation(entry)) yield [prefix + key, entry]
    else yield* walk(entry as object, `${prefix}${key}.`)
  }
}

function lost(operation: AnyOperation): string {
  if (operation['~op'] === 'list' || operation.idempotency.type === 'repeatable') return 'repeated'
  if (operation.idempotency.type === 'none') return 'unknown'
  if (operation.idempotency.type !== 'recover') throw new Error('the README has no word for this')
  return operation.idempotency.resend ? 'looked up, else repeated' : 'looked up, else unknown'
}
