import type { ClientOptions } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { creatio } from '../../src/index.ts'
import { type CreatioSandboxOptions, creatioSandbox } from '../../src/testing.ts'

export const URL_OF_SITE = 'https://sandbox.creatio.com'
export const NOW = Date.UTC(2026, 2, 1, 12)

export const FORMS = { username: 'Supervisor', password: 'sandbox-password' } as const
export const OAUTH = { clientId: 'sandbox-client', clientSecret: 'sandbox-secret' } as const

/** Ids that the sandbox is seeded with. */
export const JOHN = '509c189d-37a0-49d5-80f4-7de9ab389f3a'
export const ACCOM = '8ecab4a1-0ca3-4515-9399-efe0a19390bd'

/** A client and the Creatio it talks to, on one virtual clock. `run` lets time pass until the call ends. */
export function start(
  sandbox: CreatioSandboxOptions = {},
  credentials: typeof FORMS | typeof OAUTH = FORMS,
  options: Partial<ClientOptions> = {},
) {
  const clock = new VirtualClock({ start: NOW })
  const box = creatioSandbox({ clock, ...sandbox })
  const transport = sandboxTransport(box)
  const make = () =>
    creatio({
      url: URL_OF_SITE,
      ...(sandbox.runtime && { runtime: sandbox.runtime }),
      ...credentials,
      transport,
      clock,
      validation: 'strict',
      ...options,
    })
  const run = <T>(call: PromiseLike<T>): Promise<T> => clock.run(call)
  const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
    clock.run(
      call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    )
  const calls = () => box.requests.filter((request) => !request.login)
  return { clock, box, crm: make(), make, run, failure, calls }
}
