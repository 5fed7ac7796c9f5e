import type { Redactor } from './redact/redactor.ts'

/** What a plugin may use of its client. */
export interface PluginHost {
  readonly connector: string
  /** Knows the secrets of the client; `add` makes one of the plugin's own known. For values other than text: `redactValue`. */
  readonly redactor: Redactor
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
