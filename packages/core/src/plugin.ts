import type { ConnectorError } from './errors/index.ts'
import type { OperationContext } from './pipeline/context.ts'

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

/** What a plugin may use of its client. */
export interface PluginHost {
  readonly connector: string
  /** Replaces every known secret, and everything under a secret-looking key, in a copy of the value. */
  redact<T>(value: T): T
  /** Makes a secret of the plugin itself known, so that it is redacted too. */
  conceal(secret: string): void
  /** See Clock. */
  now(): number
  schedule(ms: number, run: () => void): () => void
  /** A bare request through the client's transport, without its auth, limits and retries. */
  fetchJson(request: {
    method: string
    url: string
    headers: Record<string, string>
    body?: string
    timeout: number
    signal?: AbortSignal
  }): Promise<{
    status: number
    header(name: string): string | null
    body: unknown
  }>
}

export type { ConnectorError }
