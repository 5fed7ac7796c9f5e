import type { OperationKind } from '../kind.ts'
import type { CallOptions } from '../operation.ts'
import { createRedactor, type Redactor } from '../redact/redactor.ts'
import { type Clock, systemClock } from '../time.ts'
import { kyTransport } from '../transport/ky.ts'
import type { Transport } from '../transport/types.ts'
import type { OperationContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import { createHost } from './host.ts'
import { onion, sortPlugins } from './onion.ts'
import { type OperationHost, runOperation } from './runOperation.ts'
import { type ClientOptions, DEFAULT_TIMEOUT } from './settings.ts'

export interface OperationRunnerOptions extends Pick<ClientOptions, 'plugins' | 'timeout' | 'clock' | 'transport'> {
  /** Such as `postgres`; the first part of every operation's name. */
  readonly connector: string
  /** Known to the redactor from the start. */
  readonly secrets?: readonly string[] | undefined
}

/** One call, as the work inside it sees it. */
export interface RunningOperation {
  readonly context: OperationContext
  /** Aborts with the caller's reason, or with a TimeoutError. Made when first asked for. */
  readonly signal: AbortSignal
  /** Milliseconds left. */
  remaining(): number
  /** Throws the caller's abort reason, or a TimeoutError when time is up. */
  check(): void
}

/**
 * Runs what does not go over HTTP as operations of a connector: the same plugins around it, the same deadline, the same
 * errors, the same redaction. How it is retried, and what becomes of a request that was sent, is the caller's to decide.
 */
export interface OperationRunner {
  readonly redactor: Redactor
  readonly clock: Clock
  readonly closed: boolean
  run<T>(
    operation: { readonly name: string; readonly kind: OperationKind; readonly input?: unknown },
    options: Pick<CallOptions, 'signal' | 'timeout' | 'meta'> | undefined,
    work: (call: RunningOperation) => Promise<T>,
  ): Promise<T>
  /** Closes the plugins. Operations begun after it are refused. */
  close(): Promise<void>
}

export function operationRunner(options: OperationRunnerOptions): OperationRunner {
  const { connector, secrets = [], clock = systemClock, timeout = DEFAULT_TIMEOUT } = options
  const redactor = createRedactor()
  for (const value of secrets) redactor.add(value)
  // Only plugins use it, for requests of their own.
  const transport: Transport = options.transport ?? kyTransport()
  const plugins = sortPlugins(options.plugins ?? [])
  const pluginHost = createHost({ connector, redactor, clock, transport })
  let closed = false
  const host: OperationHost = {
    connector,
    clock,
    host: pluginHost,
    operationOnion: onion(plugins.flatMap((plugin) => (plugin.operation ? [plugin.operation.bind(plugin)] : []))),
    timeout,
    get closed() {
      return closed
    },
  }
  for (const plugin of plugins) plugin.attach?.(pluginHost)

  const runner: OperationRunner = {
    redactor,
    clock,
    get closed() {
      return closed
    },
    // Awaited, so that this frame is on the stack of an error, which is cut here.
    run: async ({ name, kind, input }, callOptions, work) =>
      await runOperation(
        host,
        { name, kind, input, options: callOptions },
        (context, deadline) => work(new Running(context, deadline)),
        runner.run,
      ),
    async close() {
      if (closed) return
      closed = true
      for (const plugin of options.plugins ?? []) await plugin.close?.()
      if (options.transport === undefined) await transport.close?.()
    },
  }
  return runner
}

class Running implements RunningOperation {
  readonly context: OperationContext
  readonly #deadline: Deadline

  constructor(context: OperationContext, deadline: Deadline) {
    this.context = context
    this.#deadline = deadline
  }

  get signal(): AbortSignal {
    return this.#deadline.signal
  }

  remaining(): number {
    return this.#deadline.remaining()
  }

  check(): void {
    this.#deadline.check()
  }
}
