import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('reading a million rows one by one keeps the heap flat', async () => {
  const program = new URL('./readManyRows.ts', import.meta.url).pathname
  const node = ['--expose-gc', '--conditions=@bpmcentr/source', program]
  const { stdout } = await promisify(execFile)(process.execPath, node)
  const { rows, peak, grown } = JSON.parse(stdout) as { rows: number; peak: number; grown: number }
  expect(rows).toBe(1_000_000)
  expect(peak, 'MB').toBeLessThan(100)
  expect(grown, 'MB between a quarter and the end').toBeLessThan(3)
}, 60_000)
