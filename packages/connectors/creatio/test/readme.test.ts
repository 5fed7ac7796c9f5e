import { readFileSync, writeFileSync } from 'node:fs'
import { isOperation, type OperationTree } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { creatio } from '../src/index.ts'
import { operationTable } from './support/operationTable.ts'

const FILE = new URL('../README.md', import.meta.url)
const MARKED = /(<!-- operations -->\n)[\s\S]*?(\n<!-- \/operations -->)/

describe('the README', () => {
  it('lists every operation as it is (UPDATE_README=1 writes the table anew)', () => {
    const text = readFileSync(FILE, 'utf8')
    const now = text.replace(
      MARKED,
      (_all, before: string, after: string) => before + operationTable(creatio.operations) + after,
    )
    if (process.env.UPDATE_README === '1') writeFileSync(FILE, now)
    expect(MARKED.test(text)).toBe(true)
    expect(readFileSync(FILE, 'utf8')).toBe(now)
  })

  it('names no operation that does not exist', () => {
    const text = readFileSync(FILE, 'utf8')
    const named = [...text.matchAll(/\bcrm\.((?:(?!odata)\w+\.)*(?!odata)\w+)\(/g)].map((match) => match[1] as string)
    expect(named.length).toBeGreaterThan(3)
    const client = creatio({ url: 'https://mycompany.creatio.com', clientId: 'id', clientSecret: 'secret' })
    // `.first()`, `.all()` and `.pages()` belong to a list, `.set(…)` and what follows to OData.
    for (const name of named) expect(isOperation(at(name)) || name in client, name).toBe(true)
  })
})

function at(name: string): unknown {
  return name.split('.').reduce<unknown>((node, key) => (node as OperationTree | undefined)?.[key], creatio.operations)
}
