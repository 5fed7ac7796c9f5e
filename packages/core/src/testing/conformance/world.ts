import { expect } from 'vitest'
import type { CallOptions } from '../../operation.ts'
import type { Pages } from '../../page/pages.ts'
import type { ClientOptions, Mismatch } from '../../pipeline/settings.ts'
import type { Transport } from '../../transport/types.ts'
import { type SandboxTransport, sandboxTransport } from '../transport.ts'
import type { RequestRecord, Sandbox } from '../types.ts'
import { VirtualClock } from '../virtualClock.ts'
import type { ClientMethod, ConformanceOptions, ConformanceSubject, Subject } from './types.ts'

/** How a call ended. */
export type Ending =
  | { readonly value: unknown; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: unknown }

/** One test's vendor, time and client. */
export interface World {
  readonly clock: VirtualClock
  readonly sandbox: Sandbox
  readonly mismatches: readonly Mismatch[]
  /** Requests since the world began, without those of logins and token endpoints. */
  readonly requests: readonly RequestRecord[]
  /** The input of the subject, anew for each call. */
  input(): unknown
  /** Starts a call. A list is read up to its first row. */
  start(input: unknown, options?: CallOptions): Promise<unknown>
  /** Starts a call and lets time pass until it ends. */
  call(input: unknown, options?: CallOptions): Promise<Ending>
  /** The pages of a list operation. */
  list(input: unknown, options?: CallOptions): Pages<unknown>
}

export interface WorldOptions {
  readonly wrong?: boolean
  readonly validation?: ClientOptions['validation']
  readonly wrap?: (transport: Transport) => Transport
}

/** Runs a test in a world of its own and checks at its end that nothing is left behind. */
export async function inWorld<Options extends object>(
  connector: ConformanceSubject<Options>,
  config: ConformanceOptions<Options>,
  subject: Subject,
  test: (world: World) => Promise<void>,
  { wrong = false, validation = 'strict', wrap = (transport) => transport }: WorldOptions = {},
): Promise<void> {
  const clock = new VirtualClock()
  const sandbox = config.sandbox({ clock })
  const transport = sandboxTransport(sandbox)
  const mismatches: Mismatch[] = []
  const chosen = wrong && config.wrong ? config.wrong.options : config.options
  const client = connector({
    ...(typeof chosen === 'function' ? chosen(sandbox) : chosen),
    transport: wrap(transport),
    clock,
    validation,
    onMismatch: (mismatch: Mismatch) => mismatches.push(mismatch),
  })
  const method = methodOf(client, subject.name)
  const isList = subject.operation['~op'] === 'list'
  const list = (input: unknown, options?: CallOptions) => method(input, options) as Pages<unknown>
  const start = async (input: unknown, options?: CallOptions): Promise<unknown> =>
    isList ? list(input, options).first() : method(input, options)
  const world: World = {
    clock,
    sandbox,
    mismatches,
    get requests() {
      return sandbox.requests.filter((request) => !request.login)
    },
    input: () => inputOf(config, subject, sandbox),
    start,
    list,
    call(input, options) {
      return clock.run(
        start(input, options).then(
          (value): Ending => ({ value }),
          (error: unknown): Ending => ({ error }),
        ),
      )
    },
  }
  try {
    await test(world)
    await nothingLeft(clock, transport)
  } finally {
    const { close } = client as { close?: () => Promise<void> }
    await clock.run(Promise.resolve(close?.call(client)))
  }
}

/**
 * Timers that wait for nothing and bodies that nobody reads keep a process alive and a connection busy. Looked at before
 * the client is closed: a closed client's limits are kept for as long as the vendor remembers them.
 */
async function nothingLeft(clock: VirtualClock, transport: SandboxTransport): Promise<void> {
  await clock.advance(0)
  expect({ timers: clock.pending, unanswered: transport.open, unread: transport.unread }, 'left behind').toEqual({
    timers: 0,
    unanswered: 0,
    unread: 0,
  })
}

function inputOf<Options extends object>(
  config: ConformanceOptions<Options>,
  subject: Subject,
  sandbox: Sandbox,
): unknown {
  const given = config.inputs && Object.hasOwn(config.inputs, subject.name) ? config.inputs[subject.name] : undefined
  if (typeof given === 'function') return given(sandbox)
  return given ?? subject.operation.example?.input ?? {}
}

function methodOf(client: object, name: string): ClientMethod {
  let node: unknown = client
  for (const part of name.split('.')) node = (node as Record<string, unknown> | undefined)?.[part]
  if (typeof node !== 'function') throw new Error(`the client has no method ${name}`)
  return node as ClientMethod
}
