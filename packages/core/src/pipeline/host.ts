import type { PluginHost } from '../pluginHost.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { Clock } from '../time.ts'
import type { Transport } from '../transport/types.ts'

/** What a client lends to its plugins. */
interface Lender {
  readonly connector: string
  readonly redactor: Redactor
  readonly clock: Clock
  readonly transport: Transport
}

/** A plugin's own requests are small: an entitlement, a usage record. */
const MAX_BYTES = 1024 * 1024

export function createHost(runtime: Lender): PluginHost {
  return {
    connector: runtime.connector,
    redactor: runtime.redactor,
    now: () => runtime.clock.now(),
    schedule: (ms, run) => runtime.clock.schedule(ms, run),
    async fetchJson({ method, url, headers, body, timeout, signal }) {
      const controller = new AbortController()
      const cancel = runtime.clock.schedule(timeout, () =>
        controller.abort(new Error(`no answer within ${timeout} ms`)),
      )
      const onAbort = () => controller.abort(signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      if (signal?.aborted) onAbort()
      try {
        const response = await runtime.transport.send({
          method,
          url,
          headers,
          body,
          signal: controller.signal,
          maxBytes: MAX_BYTES,
        })
        const text = await response.text()
        return { status: response.status, header: (name) => response.header(name), body: parse(text) }
      } finally {
        cancel()
        signal?.removeEventListener('abort', onAbort)
      }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
