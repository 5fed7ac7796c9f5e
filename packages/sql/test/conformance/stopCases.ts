import { TimeoutError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/collect.ts'
import type { World } from './suite.ts'

export function stopCases({ db, target }: World): void {
  const { slow } = target
  describe.skipIf(slow === undefined)('a statement that takes minutes', () => {
    if (slow === undefined) return

    it('is stopped on the server when its caller aborts, and the reason passes through', async () => {
      const controller = new AbortController()
      const reason = new Error('enough')
      const one = target.open({ pool: { max: 1 } })
      await one.query`select 1 as a`
      const running = failure(one.query(slow, { signal: controller.signal }))
      setTimeout(() => controller.abort(reason), 150)
      expect(await running).toBe(reason)
      // The one connection is free at once: the server has stopped.
      const started = performance.now()
      expect(await one.query`select 2 as a`).toHaveLength(1)
      expect(performance.now() - started).toBeLessThan(3_000)
      await one.close()
    })

    it('is stopped on the server when its time is up: it had no effect', async () => {
      const error = await failure(db.query(slow, { timeout: 150 }))
      expect(error).toBeInstanceOf(TimeoutError)
      expect(error).toMatchObject({ sent: 'no', message: expect.stringContaining('stopped') })
    })

    it('in a transaction ends it', async () => {
      const error = await failure(db.transaction({ timeout: 200 }, (tx) => tx.query(slow)))
      expect(error).toBeInstanceOf(TimeoutError)
      expect(await db.query`select 3 as a`).toHaveLength(1)
    })

    it('that waits for a free connection says so, and sends nothing', async () => {
      const one = target.open({ pool: { max: 1 } })
      const controller = new AbortController()
      const running = failure(one.query(slow, { signal: controller.signal }))
      const error = await failure(one.query({ timeout: 120 })`select 1 as a`)
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout_in_queue', sent: 'no' })
      controller.abort()
      await running
      await one.close()
    })
  })

  it('a signal that has fired before sends nothing', async () => {
    const reason = new Error('before')
    expect(await failure(db.query({ signal: AbortSignal.abort(reason) })`select 1 as a`)).toBe(reason)
  })
}
