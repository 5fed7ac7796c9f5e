import type { Transport, TransportRequest } from '@bpmcentr/core'
import { VirtualClock } from '@bpmcentr/core/testing'
import { bitrix24 } from '../../src/index.ts'
import { SANDBOX_WEBHOOK } from '../../src/testing.ts'

/** Ids in order, of which some may go and new ones come while they are read. */
export class Ids {
  readonly #ids: number[]
  readonly #gone = new Set<number>()

  constructor(ids: Iterable<number>) {
    this.#ids = [...ids]
  }

  get all(): readonly number[] {
    return this.#ids
  }

  get size(): number {
    return this.#ids.length - this.#gone.size
  }

  insert(id: number): void {
    if (id <= (this.#ids.at(-1) ?? 0)) throw new Error('new ids are higher than all before')
    this.#ids.push(id)
  }

  delete(id: number): void {
    this.#gone.add(id)
  }

  /** Up to 50 ids above `lo`, up to `hi`. */
  page(lo: number, hi: number): number[] {
    let low = 0
    let high = this.#ids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ids[middle] as number) <= lo) low = middle + 1
      else high = middle
    }
    const page: number[] = []
    for (let at = low; at < this.#ids.length && page.length < 50; at++) {
      const id = this.#ids[at] as number
      if (id > hi) break
      if (!this.#gone.has(id)) page.push(id)
    }
    return page
  }
}

interface PortalOptions {
  readonly ids: Ids
  /** Milliseconds that each request takes. */
  readonly latency?: number
  /** Seconds of execution of one list command. */
  readonly cost?: number
  /** Called after each request. */
  readonly onRequest?: (count: number, ids: Ids) => void
  /** Answers in place of the portal. */
  readonly refuse?: (count: number, at: number) => { readonly status: number; readonly body: unknown } | undefined
}

/** A portal that has nothing but deals, and little work with them: for tables of a million rows. Keeps the documented limits. */
export class BigPortal {
  readonly clock = new VirtualClock({ turns: 1, patience: 60_000 })
  readonly times: number[] = []
  commands = 0
  rejected = 0
  blocked = 0
  readonly #options: PortalOptions
  #level = 0
  #levelAt = 0
  #operating = { start: 0, used: 0 }

  constructor(options: PortalOptions) {
    this.#options = options
    this.#levelAt = this.clock.now()
    this.#operating.start = this.clock.now()
  }

  get requests(): number {
    return this.times.length
  }

  client(options: { readonly concurrency?: number; readonly timeout?: number } = {}) {
    return bitrix24({
      webhook: SANDBOX_WEBHOOK,
      transport: this.transport,
      clock: this.clock,
      validation: 'off',
      timeout: 3_600_000,
      ...options,
    })
  }

  readonly transport: Transport = {
    name: 'big portal',
    send: async (request) => {
      const { status, body } = this.#answer(request)
      const { latency = 0 } = this.#options
      if (latency > 0) await new Promise<void>((resolve) => this.clock.schedule(latency, resolve))
      const text = JSON.stringify(body)
      return {
        status,
        header: (name) => (name === 'content-type' ? 'application/json' : null),
        headers: () => [],
        text: async () => text,
        bytes: async () => new TextEncoder().encode(text),
        stream: () => new Blob([text]).stream() as ReadableStream<Uint8Array>,
        discard: async () => {},
      }
    },
  }

  #answer(request: TransportRequest): { readonly status: number; readonly body: unknown } {
    const at = this.clock.now()
    const refused = this.#options.refuse?.(this.times.length, at)
    if (refused !== undefined) return refused
    this.#level = Math.max(0, this.#level - ((at - this.#levelAt) / 1_000) * 2)
    this.#levelAt = at
    if (this.#level + 1 > 50 + 1e-9) {
      this.rejected++
      return { status: 503, body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' } }
    }
    this.#level++
    this.times.push(at)
    const sent = JSON.parse(String(request.body)) as { cmd?: Record<string, string> }
    const body = sent.cmd === undefined ? this.#first() : this.#batch(sent.cmd)
    this.#options.onRequest?.(this.times.length, this.#options.ids)
    return { status: 200, body }
  }

  #first(): unknown {
    const { ids } = this.#options
    const rows = ids.page(0, Infinity)
    return {
      result: { items: rows.map((id) => ({ id })) },
      total: ids.size,
      ...(ids.size > 50 ? { next: 50 } : {}),
      time: {},
    }
  }

  #batch(cmd: Record<string, string>): unknown {
    const result: Record<string, unknown> = {}
    const errors: Record<string, unknown> = {}
    const times: Record<string, unknown> = {}
    for (const [key, text] of Object.entries(cmd)) {
      const time = this.#work()
      if (time === undefined) {
        this.blocked++
        errors[key] = {
          error: 'OPERATION_TIME_LIMIT',
          error_description: 'Method is blocked due to operation time limit.',
        }
        continue
      }
      this.commands++
      const query = decodeURIComponent(text)
      const lo = Number(/filter\[>id\]=(\d+)/.exec(query)?.[1] ?? Number.NaN)
      const hi = Number(/filter\[<=id\]=(\d+)/.exec(query)?.[1] ?? Infinity)
      if (!query.includes('order[id]=ASC') || !query.includes('start=-1')) throw new Error(`not a window: ${query}`)
      result[key] = { items: this.#options.ids.page(lo, hi).map((id) => ({ id })) }
      times[key] = time
    }
    const failed = Object.keys(errors).length > 0 ? errors : []
    return { result: { result, result_error: failed, result_total: [], result_next: [], result_time: times }, time: {} }
  }

  #work(): unknown {
    const { cost = 0 } = this.#options
    const at = this.clock.now()
    if (at >= this.#operating.start + 600_000) this.#operating = { start: at, used: 0 }
    if (this.#operating.used >= 480) return undefined
    this.#operating.used += cost
    return { operating: this.#operating.used, operating_reset_at: Math.ceil((this.#operating.start + 600_000) / 1_000) }
  }
}

/** Seconds that so many requests take at least: 50 at once, then 2 a second. */
export function optimum(requests: number): number {
  return Math.max(0, (requests - 50) / 2)
}
