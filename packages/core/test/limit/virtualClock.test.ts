import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { sleep } from '../../src/time.ts'

describe('a virtual clock', () => {
  it('runs timers in order of their time, and those of one time in the order they were set', async () => {
    const clock = new VirtualClock({ start: 1_000 })
    const seen: string[] = []
    clock.schedule(20, () => seen.push(`b ${clock.now()}`))
    clock.schedule(10, () => seen.push(`a ${clock.now()}`))
    clock.schedule(20, () => seen.push(`c ${clock.now()}`))
    clock.schedule(21, () => seen.push('late'))
    expect(clock.pending).toBe(4)
    await clock.advance(20)
    expect(seen).toEqual(['a 1010', 'b 1020', 'c 1020'])
    expect(clock.now()).toBe(1_020)
    expect(clock.pending).toBe(1)
  })

  it('does not run what was cancelled', async () => {
    const clock = new VirtualClock()
    const cancel = clock.schedule(10, () => {
      throw new Error('ran')
    })
    cancel()
    cancel()
    await clock.advance(100)
    expect(clock.pending).toBe(0)
  })

  it('runs timers that are set while it advances, when they fall due', async () => {
    const clock = new VirtualClock({ start: 0 })
    const seen: number[] = []
    const tick = () => {
      seen.push(clock.now())
      clock.schedule(10, tick)
    }
    clock.schedule(10, tick)
    await clock.advance(35)
    expect(seen).toEqual([10, 20, 30])
  })

  it('lets promises, immediates and streams settle before time moves on', async () => {
    const clock = new VirtualClock({ start: 0 })
    const work = async () => {
      await sleep(clock, 10)
      const text = await new Response(
        new Blob(['abc']).stream().pipeThrough(new TextDecoderStream()).pipeThrough(new TextEncoderStream()),
      ).text()
      await new Promise((resolve) => setImmediate(resolve))
      expect(clock.now()).toBe(10)
      await sleep(clock, 5)
      return `${text} at ${clock.now()}`
    }
    clock.schedule(11, () => {})
    expect(await clock.run(work())).toBe('abc at 15')
  })

  it('runs a promise to its end over any number of timers, and passes on its rejection', async () => {
    const clock = new VirtualClock({ start: 0 })
    const work = async () => {
      for (let step = 0; step < 50; step++) await sleep(clock, 60_000)
      throw new TypeError('over')
    }
    await expect(clock.run(work())).rejects.toThrow('over')
    expect(clock.now()).toBe(3_000_000)
  })

  it('waits for what is real, such as a timer of the platform', async () => {
    const clock = new VirtualClock()
    expect(await clock.run(new Promise((resolve) => setTimeout(resolve, 15, 'real')))).toBe('real')
  })

  it('says so when a promise hangs', async () => {
    const clock = new VirtualClock({ patience: 20 })
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('The promise hangs')
  })
})
