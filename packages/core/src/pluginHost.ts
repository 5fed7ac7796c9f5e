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
