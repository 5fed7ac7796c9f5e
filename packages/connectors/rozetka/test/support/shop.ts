import type { ClientOptions } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { type RozetkaOptions, rozetka } from '../../src/index.ts'
import { type RozetkaSandboxOptions, rozetkaSandbox } from '../../src/testing.ts'

export const LOGIN = { username: 'shop', password: 'S3cret-Пароль!' }

/** Noon in Kyiv of a day after every seeded order. */
export const NOW = Date.UTC(2026, 2, 1, 10)

/** The first seeded order: in status 26, open for editing. */
export const OPEN = 248888186

/** A client and the Rozetka it talks to, on one virtual clock. `run` lets time pass until the call ends. */
export function start(
  sandbox: RozetkaSandboxOptions = {},
  options: Partial<ClientOptions> & Partial<RozetkaOptions> = {},
) {
  const clock = new VirtualClock({ start: NOW })
  const box = rozetkaSandbox({ clock, ...sandbox })
  const transport = sandboxTransport(box)
  const connect = (more: Partial<ClientOptions> & Partial<RozetkaOptions> = {}) =>
    rozetka({ ...LOGIN, transport, clock, validation: 'strict', ...options, ...more } as RozetkaOptions & ClientOptions)
  const shop = connect()
  const run = <T>(call: PromiseLike<T>): Promise<T> => clock.run(call)
  const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
    clock.run(
      call.then(
        () => undefined,
        (error: unknown) => error,
      ),
    )
  /** What was sent beside logins. */
  const sent = () => box.requests.filter((request) => !request.login)
  return { clock, box, shop, connect, run, failure, sent, last: () => sent().at(-1) }
}
