import { describe, expect, it } from 'vitest'
import { ConfigError, history, NetworkError, operationRunner, type Plugin, TimeoutError } from '../../src/index.ts'
import { VirtualClock } from '../../src/testing/index.ts'

const op = { name: 'query', kind: 'read', input: { sql: 'select 1' } } as const

describe('an operation that does not go over HTTP', () => {
  it('runs inside the plugins and is recorded like every other', async () => {
    const log = history()
    const order: string[] = []
    const outer: Plugin = {
      name: 'outer',
      async operation(context, next) {
        order.push(`${context.connector}.${context.operation}:${context.kind}`)
        return next()
      },
    }
    const runner = operationRunner({ connector: 'db', plugins: [log, outer] })
    expect(await runner.run(op, undefined, async () => 42)).toBe(42)
    expect(order).toEqual(['db.query:read'])
    expect(log.records()).toMatchObject([
      { connector: 'db', operation: 'query', outcome: 'ok', input: { sql: 'select 1' } },
    ])
  })

  it('names itself in its errors, whose stack ends in the code of the caller', async () => {
    const runner = operationRunner({ connector: 'db' })
    const fails = async () => {
      await Promise.resolve()
      throw new NetworkError('the connection failed')
    }
    async function callerOfMine() {
      return await runner.run(op, undefined, async ({ context }) => {
        context.attempt = 2
        return fails()
      })
    }
    const error = await callerOfMine().catch((thrown) => thrown)
    expect(error).toMatchObject({ operation: 'db.query', attempts: 2, message: 'db.query: the connection failed' })
    expect(error.stack.split('\n')[1]).toContain('callerOfMine')
  })

  it('has one deadline, whose signal says that time is up', async () => {
    const clock = new VirtualClock()
    const runner = operationRunner({ connector: 'db', clock, timeout: 1_000 })
    const waiting = runner.run(op, { timeout: 50 }, ({ signal }) => {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const error = await clock.run(waiting.catch((thrown) => thrown))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(clock.now()).toBeGreaterThanOrEqual(50)
  })

  it('passes the reason of the caller’s signal through as it is', async () => {
    const runner = operationRunner({ connector: 'db' })
    const reason = new Error('mine')
    const call = runner.run(op, { signal: AbortSignal.abort(reason) }, async (running) => running.check())
    await expect(call).rejects.toBe(reason)
  })

  it('keeps known secrets out of what plugins record', async () => {
    const log = history()
    const runner = operationRunner({ connector: 'db', plugins: [log], secrets: ['postgres://me:hunter22@db/x'] })
    await runner.run({ ...op, input: { note: 'it is hunter22' } }, undefined, async () => undefined)
    expect(JSON.stringify(log)).not.toContain('hunter22')
    expect(runner.redactor.text('failed for hunter22')).not.toContain('hunter22')
  })

  it('is refused after the runner was closed, which closes the plugins once', async () => {
    let closed = 0
    const runner = operationRunner({ connector: 'db', plugins: [{ name: 'p', close: () => void closed++ }] })
    await runner.close()
    await runner.close()
    expect(closed).toBe(1)
    await expect(runner.run(op, undefined, async () => 1)).rejects.toBeInstanceOf(ConfigError)
  })
})
