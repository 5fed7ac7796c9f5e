import type { ClientOptions } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { keycrm } from '../../src/index.ts'
import { type KeycrmSandboxOptions, keycrmSandbox } from '../../src/testing.ts'

export const KEY = 'sandbox-key'

/** Noon of a day after every seeded order. */
export const NOW = Date.UTC(2026, 2, 1, 12)

/** A client and the KeyCRM it talks to, on one virtual clock. `run` lets time pass until the call ends. */
export function start(sandbox: KeycrmSandboxOptions = {}, options: Partial<ClientOptions> = {}) {
  const clock = new VirtualClock({ start: NOW })
  const box = keycrmSandbox({ clock, ...sandbox })
  const crm = keycrm({ apiKey: KEY, transport: sandboxTransport(box), clock, validation: 'strict', ...options })
  const run = <T>(call: PromiseLike<T>): Promise<T> => clock.run(call)
  const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
    clock.run(
      call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    )
  const queries = () => box.requests.map((request) => decodeURIComponent(request.query))
  return { clock, box, crm, run, failure, queries, last: () => box.requests.at(-1) }
}
