import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../../src/index.ts'
import type { Target } from '../support/target.ts'
import { bulkCases } from './bulkCases.ts'
import { connectionCases } from './connectionCases.ts'
import { errorCases } from './errorCases.ts'
import { injectionCases } from './injectionCases.ts'
import { kyselyCases } from './kyselyCases.ts'
import { largeCases } from './largeCases.ts'
import { pollCases } from './pollCases.ts'
import { stopCases } from './stopCases.ts'
import { streamCases } from './streamCases.ts'
import { transactionCases } from './transactionCases.ts'
import { valueCases } from './valueCases.ts'

export interface World {
  readonly target: Target
  readonly db: Database
  /** The name of a table of this run, dropped at its end. */
  table(name: string): string
}

/** What every database must do, written once. */
export function conformance(target: Target): void {
  describe(`conformance of ${target.name}`, () => {
    const run = Math.random().toString(36).slice(2, 8)
    const made = new Set<string>()
    const world: World = {
      target,
      db: target.open(),
      table(name) {
        const full = `bc_${run}_${name}`
        made.add(full)
        return full
      },
    }
    beforeAll(async () => {
      await world.db.test()
    })
    afterAll(async () => {
      const { id } = await import('../../src/index.ts')
      for (const name of made) await world.db.execute`drop table if exists ${id(name)}`.catch(() => {})
      await world.db.close()
    })
    for (const cases of [
      valueCases,
      injectionCases,
      errorCases,
      transactionCases,
      streamCases,
      bulkCases,
      pollCases,
      kyselyCases,
      stopCases,
      connectionCases,
      largeCases,
    ])
      cases(world)
  })
}
