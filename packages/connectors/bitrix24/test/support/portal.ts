import type { ClientOptions } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { bitrix24 } from '../../src/index.ts'
import { type Bitrix24SandboxOptions, bitrix24Sandbox, SANDBOX_WEBHOOK } from '../../src/testing.ts'

export const NOW = Date.UTC(2026, 2, 1, 12)

interface Tuning {
  readonly batchSize?: number
  readonly concurrency?: number
  readonly plan?: 'standard' | 'enterprise'
  readonly turns?: number
}

/** A client and the portal it talks to, on one virtual clock. `run` lets time pass until the call ends. */
export function start(
  sandbox: Bitrix24SandboxOptions = {},
  { turns, ...options }: Partial<ClientOptions> & Tuning = {},
) {
  const clock = new VirtualClock({ start: NOW, ...(turns === undefined ? {} : { turns }) })
  const box = bitrix24Sandbox({ clock, ...sandbox })
  const transport = sandboxTransport(box)
  const b24 = bitrix24({ webhook: SANDBOX_WEBHOOK, transport, clock, validation: 'strict', ...options })
  const run = <T>(call: PromiseLike<T>): Promise<T> => clock.run(call)
  const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
    clock.run(
      call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    )
  const bodies = () => box.requests.map((request) => JSON.parse(request.body) as Record<string, unknown>)
  return { clock, box, b24, run, failure, bodies, transport }
}

/** All items of an iterable. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}
