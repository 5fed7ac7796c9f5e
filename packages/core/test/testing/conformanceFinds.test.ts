import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

interface Report {
  testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[]
}

/** Failed checks of the fixture's connectors: connector → `operation: promise`. */
let failed: Record<string, string[]>
let passed: number

beforeAll(async () => {
  const vitest = fileURLToPath(new URL('../../../../node_modules/vitest/vitest.mjs', import.meta.url))
  const config = fileURLToPath(new URL('./fixtures/vitest.fixture.config.ts', import.meta.url))
  const dir = await mkdtemp(join(tmpdir(), 'conformance-'))
  const file = join(dir, 'report.json')
  const args = [vitest, 'run', '--config', config, '--reporter=json', `--outputFile=${file}`]
  try {
    // It ends with status 1, since checks fail.
    await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 64 * 1_048_576 }).catch(() => {})
    report(JSON.parse(await readFile(file, 'utf8')) as Report)
  } finally {
    await rm(dir, { recursive: true })
  }
}, 60_000)

function report({ testResults }: Report): void {
  const results = testResults.flatMap((file) => file.assertionResults)
  failed = {}
  for (const { ancestorTitles, title, status } of results) {
    const connector = ancestorTitles[0]?.split(' ')[0] ?? ''
    if (status === 'failed') failed[connector] = [...(failed[connector] ?? []), `${ancestorTitles[1]}: ${title}`]
  }
  passed = results.filter((result) => result.status === 'passed').length
}

describe('the conformance suite', () => {
  it('finds nothing wrong with a sound connector', () => {
    expect(passed).toBeGreaterThan(100)
    expect(failed.sound).toBeUndefined()
  })

  it.each([
    ['claims-a-create-repeatable', ['create: never doubles a write when the answer to it is lost']],
    ['takes-unknown-fields', ['create: refuses a field it does not know instead of dropping it in silence']],
    ['takes-anything', ['create: refuses a wrong input before anything is sent, and says where']],
    ['has-a-wrong-example', ['get: has an example that fits its schemas']],
    ['declares-another-answer', ['get: answers a valid input with what its schema says']],
    ['skips-a-page', ['list: reads three pages and more completely and without duplicates']],
    ['stops-early', ['list: reads three pages and more completely and without duplicates']],
    [
      'never-sees-an-error',
      ['get: fails with NotFoundError for what does not exist', 'create: never doubles a write after a server error'],
    ],
    ['tells-the-key', ['get: fails with AuthenticationError that says where to find the right credentials']],
    ['gives-no-help', ['get: fails with AuthenticationError that says where to find the right credentials']],
    ['leaves-a-timer', ['get: answers a valid input with what its schema says']],
  ])('finds a connector that %s', (connector, checks) => {
    expect(failed[connector]).toEqual(expect.arrayContaining(checks))
  })

  it('names only the broken promise where only one is broken', () => {
    for (const connector of ['takes-unknown-fields', 'has-a-wrong-example', 'tells-the-key', 'gives-no-help']) {
      expect(failed[connector]).toHaveLength(1)
    }
  })
})
