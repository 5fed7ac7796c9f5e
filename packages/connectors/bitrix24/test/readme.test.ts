import { readFileSync, writeFileSync } from 'node:fs'
import { isOperation, type OperationTree } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { bitrix24 } from '../src/index.ts'
import { operationTable } from './support/operationTable.ts'

const FILE = new URL('../README.md', import.meta.url)
const MARKED = /(<!-- operations -->\n)[\s\S]*?(\n<!-- \/operations -->)/

describe('the README', () => {
  it('lists every operation as it is (UPDATE_README=1 writes the table anew)', () => {
    const text = readFileSync(FILE, 'utf8')
    const now = text.replace(
      MARKED,
      (_all, before: string, after: string) => before + operationTable(bitrix24.operations) + after,
    )
    if (process.env.UPDATE_README === '1') writeFileSync(FILE, now)
    expect(MARKED.test(text)).toBe(true)
    expect(readFileSync(FILE, 'utf8')).toBe(now)
  })

  it('names no operation that does not exist', () => {
    const text = readFileSync(FILE, 'utf8')
    const named = [...text.matchAll(/\bb24\.((?:\w+\.)+\w+)\(/g)].map((match) => match[1] as string)
    expect(named.length).toBeGreaterThan(3)
    for (const name of named) expect(isOperation(at(name)), name).toBe(true)
  })
})

function at(name: string): unknown {
  return name.split('.').reduce<unknown>((node, key) => (node as OperationTree | undefined)?.[key], bitrix24.operations)
}
