import type { Connection } from '../connection.ts'
import { ConfigError, type ConnectorError, InputError, isConnectorError } from '../errors/index.ts'
import type { OperationKind } from '../kind.ts'
import type { CallOptions } from '../operation.ts'
import type { PluginHost } from '../pluginHost.ts'
import type { Clock } from '../time.ts'
import { OperationContext } from './context.ts'
import { Deadline } from './deadline.ts'
import type { Onion } from './onion.ts'
import { isAdvised } from './verdict.ts'

/** What an operation needs of its client, whatever it talks over. */
export interface OperationHost {
  readonly connector: string
  readonly clock: Clock
  readonly host: PluginHost
  readonly operationOnion: Onion | undefined
  /** Milliseconds, where the call has none of its own. */
  readonly timeout: number
  readonly closed: boolean
  readonly connection?: Pick<Connection, 'advice'> | undefined
}

export interface OperationCall {
  /** Such as `orders.create`. */
  readonly name: string
  readonly kind: OperationKind
  readonly input: unknown
  readonly options: Pick<CallOptions, 'signal' | 'timeout' | 'meta'> | undefined
}

/**
 * Runs work as an operation: inside the operation plugins, under one deadline, its errors named after it. The only place
 * that makes a call's context and finishes its errors. `entry` is the outermost function of ours, where stacks end.
 */
export async function runOperation<T>(
  host: OperationHost,
  { name, kind, input, options }: OperationCall,
  work: (context: OperationContext, deadline: Deadline) => Promise<T>,
  entry: (...args: never[]) => unknown,
): Promise<T> {
  const { clock } = host
  const now = clock.now()
  const timeout = options?.timeout ?? host.timeout
  const deadline = new Deadline(clock, options?.signal, timeout, now)
  const asked = input === undefined ? {} : input
  const context = new OperationContext(host.connector, name, kind, asked, options?.meta, host.host, deadline, now)
  try {
    if (host.closed) throw new ConfigError('the client is closed')
    if (!(timeout > 0)) throw new InputError('invalid options: timeout: expected a number of milliseconds above 0')
    return host.operationOnion === undefined
      ? await work(context, deadline)
      : ((await host.operationOnion(context, () => work(context, deadline))) as T)
  } catch (error) {
    throw isConnectorError(error) && error.operation === undefined ? finished(error, context, host, entry) : error
  } finally {
    deadline.close()
  }
}

/** Puts the operation's name on an error and ends its stack in the caller's code rather than in ours. */
function finished(
  error: ConnectorError,
  context: OperationContext,
  host: OperationHost,
  entry: (...args: never[]) => unknown,
): ConnectorError {
  const operation = `${context.connector}.${context.operation}`
  // Errors of auth's own (a refused login, a refused refresh) do not pass the verdict, which knows the connector's advice.
  const advice = isAdvised(error) ? undefined : host.connection?.advice?.[error.code]
  const next = advice === undefined || error.message.includes(advice) ? '' : `. ${advice}`
  Object.assign(error, { operation, attempts: context.attempt, message: `${operation}: ${error.message}${next}` })
  const { captureStackTrace } = Error as { captureStackTrace?: (target: object, until?: unknown) => void }
  if (captureStackTrace !== undefined) {
    const before = error.stack
    captureStackTrace(error, entry)
    // A caller that does not await leaves no frames; our own are then better than none.
    if (!error.stack?.includes('\n') && before !== undefined) {
      const frames = before.indexOf('\n    at ')
      if (frames >= 0)
        Object.defineProperty(error, 'stack', {
          value: `${error.stack ?? ''}${before.slice(frames)}`,
          configurable: true,
          writable: true,
        })
    }
  }
  return error
}
