import { isConnectorError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JOHN, start } from './support/site.ts'

type Site = ReturnType<typeof start>

const fault = fc.constantFrom(
  ...(['resetBefore', 'resetAfter', 'resetDuring', 'stallAfter', 'unreachable', 'truncatedJson', 'htmlPage'] as const),
  'failed' as const,
  'expired' as const,
)

/** What each request meets, in the order they are sent, logins and lookups included. */
const weather = fc.array(fc.option(fault, { freq: 2 }), { maxLength: 8 })

/** Returns what clears the sky. */
function brew({ box }: Site, faults: readonly (string | null)[]): () => void {
  const handles: { remove(): void }[] = []
  for (const [index, each] of faults.entries()) {
    if (each === null) continue
    const when = () => box.requests.length === index + 1
    if (each === 'expired') {
      // Ends every session just before the request is looked at.
      const expire = () => {
        if (when()) box.auth.expire()
        return false
      }
      handles.push(box.fail({ with: 'status', status: 500, when: expire }))
    } else {
      const rule = each === 'failed' ? ({ with: 'status', status: 502 } as const) : { with: each as 'resetAfter' }
      handles.push(box.fail({ ...rule, when }))
    }
  }
  return () => {
    for (const handle of handles) handle.remove()
  }
}

/** Runs a call under faults and holds what it says against what is there. */
async function hold(
  site: Site,
  faults: readonly (string | null)[],
  count: () => number,
  call: () => PromiseLike<unknown>,
): Promise<void> {
  const before = count()
  brew(site, faults)
  const error = await site.failure(call())
  const made = count() - before
  expect(made).toBeLessThanOrEqual(1)
  if (error === undefined) expect(made).toBe(1)
  else if (!isConnectorError(error)) throw error
  else if (!['OutcomeUnknownError', 'ResponseMismatchError'].includes(error.name)) expect(made, String(error)).toBe(0)
}

describe('under random faults', () => {
  const runs = { numRuns: 120 }

  it('a record is inserted at most once, and a failure means that it was not or that nobody knows', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const site = start({ contacts: 1 })
        const { crm, box } = site
        await hold(
          site,
          faults,
          () => box.state.tables.City?.size ?? 0,
          () => crm.dataService.insert({ schema: 'City', values: { Name: 'Lviv' } }),
        )
      }),
      runs,
    )
  })

  it('so is one that is created by OData with an id', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const site = start({ contacts: 1 })
        const { crm, box } = site
        await hold(
          site,
          faults,
          () => box.state.tables.City?.size ?? 0,
          () => crm.odata.set('City').create({ Id: crypto.randomUUID(), Name: 'Lviv' }),
        )
      }),
      runs,
    )
  })

  it('so is one that several upserts at once would create', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const site = start({ contacts: 1 })
        const { crm, box } = site
        const before = box.state.tables.Contact?.size ?? 0
        brew(site, faults)
        const write = () =>
          crm.upsert('Contact', { Name: 'Ada', Email: 'a@b.example' }, { match: ['Email'], onMatch: 'skip' })
        const endings = await site.run(Promise.allSettled([write(), write(), write()]))
        const made = (box.state.tables.Contact?.size ?? 0) - before
        expect(made).toBeLessThanOrEqual(1)
        if (endings.some(({ status }) => status === 'fulfilled')) expect(made).toBe(1)
      }),
      runs,
    )
  })

  it('a process is started at most once', async () => {
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const site = start({ contacts: 1 })
        const { crm, box } = site
        await hold(
          site,
          faults,
          () => box.state.runs.length,
          () => crm.processes.run({ schemaName: 'UsrScoreContact' }),
        )
      }),
      runs,
    )
  })

  it('a file that is told to be there is there whole', async () => {
    const data = Uint8Array.from({ length: 250 }, (_, index) => index)
    await fc.assert(
      fc.asyncProperty(weather, async (faults) => {
        const site = start({ contacts: 1 })
        const { crm } = site
        const clear = brew(site, faults)
        const file = {
          schema: 'ContactFile',
          parentColumn: 'Contact',
          parentId: JOHN,
          name: 'a.bin',
          data,
          chunkSize: 100,
        }
        const [ending] = await site.run(Promise.allSettled([crm.uploadFile(file)]))
        if (ending.status === 'rejected') {
          if (!isConnectorError(ending.reason)) throw ending.reason
          return
        }
        clear()
        const { bytes } = await site.run(crm.files.download({ schema: 'ContactFile', id: ending.value.id }))
        expect(bytes).toEqual(data)
      }),
      runs,
    )
  })
})
