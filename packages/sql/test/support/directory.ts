import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Gone when the tests of the file are over. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'bpmcentr-sql-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}
