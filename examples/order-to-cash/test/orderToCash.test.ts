import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { makeClients } from '../src/clients.ts'
import { counter } from '../src/counter.ts'
import { fastClock } from '../src/fastClock.ts'
import { Journal } from '../src/journal.ts'
import { type Result, run } from '../src/run.ts'
import { startSandboxes } from '../src/sandboxes.ts'

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

const quiet = { stage() {}, step() {}, end() {} }

async function once(dir: string, stopAt?: (result: Result) => boolean) {
  const clock = fastClock(400)
  const sandboxes = await startSandboxes(dir, { orders: 120, clock })
  const count = counter()
  const clients = makeClients(sandboxes.credentials, { plugins: [count], clock })
  const journal = new Journal(dir)
  const controller = new AbortController()
  const result: Result = {
    seen: 0,
    links: 0,
    paid: 0,
    declined: 0,
    rejected: 0,
    ignored: 0,
    recorded: 0,
    known: 0,
    failed: 0,
  }
  const progress = { ...quiet, step: () => stopAt?.(result) && controller.abort(new Error('stop')) }
  const { credentials, buyers } = sandboxes
  const { signal } = controller
  const outcome = await run({ clients, credentials, journal, progress, signal, buyers }, result).catch((error) => error)
  const recorded = sandboxes.recordedPayments().map((payment) => payment.description)
  const owed = journal.owed.length
  const paid = journal.paid.size
  journal.close()
  await clients.crm.close()
  await clients.pay.close()
  await sandboxes.close()
  return { outcome, result, recorded, owed, paid }
}

it('records every payment exactly once, through faults, forgeries and a stop in the middle', {
  timeout: 60_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'order-to-cash-'))
  dirs.push(dir)
  const first = await once(dir, (result) => result.recorded >= 10)
  expect(first.outcome).toBeInstanceOf(Error)
  expect(first.result.rejected).toBe(2)
  expect(first.result.paid).toBeGreaterThan(20)
  expect(first.owed).toBeGreaterThan(0)

  const second = await once(dir)
  expect(second.outcome).toBeUndefined()
  expect(second.owed).toBe(0)
  expect(second.recorded).toHaveLength(second.paid)
  expect(new Set(second.recorded).size).toBe(second.recorded.length)

  const third = await once(dir)
  expect(third.result.recorded + third.result.known).toBe(0)
  expect(third.recorded).toHaveLength(second.recorded.length)
})
