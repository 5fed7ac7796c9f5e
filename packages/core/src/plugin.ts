import type { OperationContext } from './pipeline/context.ts'
import type { PluginHost } from './pluginHost.ts'

/** Runs the rest of the onion. May be called once. */
export type Next = () => Promise<unknown>

/**
 * Something around every operation, around every attempt, or both. First listed is outermost within its stage.
 * What a plugin sees holds no credentials: auth is applied inside it.
 */
export interface Plugin {
  readonly name: string
  /** Guards run before everything of the user's, records after. Default `user`. */
  readonly stage?: 'guard' | 'user' | 'telemetry' | 'record'
  /** Around the whole call. Resolves to the call's result; may replace it. */
  operation?(context: OperationContext, next: Next): Promise<unknown>
  /** Around each attempt. Resolves to the classified answer's body; throws what the attempt threw. */
  attempt?(context: OperationContext, next: Next): Promise<unknown>
  /** Called once for each client that uses the plugin. */
  attach?(client: PluginHost): void
  close?(): Promise<void> | void
}
