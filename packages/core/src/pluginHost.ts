import type { CopyLimits } from './redact/copy.ts'

/** What a plugin may use of its client. */
export interface PluginHost {
  readonly connector: string
  /**
   * Replaces every known secret, and everything under a secret-looking key, in a copy of the value. Narrower limits than
   * the usual ones save time where only the beginning is going to be kept.
   */
  redact<T>(value: T, limits?: Partial<CopyLimits>): T
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
