import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A link was made: this attempt's `order_id` at LiqPay, and the money it asks for. */
export interface Link {
  readonly type: 'link'
  readonly order: number
  readonly attempt: string
  readonly amount: number
  readonly currency: string
}

/** LiqPay says it is paid. Written before LiqPay gets its 200, so that it is not lost when this program stops. */
export interface Paid {
  readonly type: 'paid'
  readonly order: number
  readonly attempt: string
  readonly payment_id: number
  readonly amount: number
}

export interface Declined {
  readonly type: 'declined'
  readonly order: number
  readonly attempt: string
}

/** The payment stands in KeyCRM. */
export interface Recorded {
  readonly type: 'recorded'
  readonly order: number
  readonly payment_id: number
}

type Entry = Link | Paid | Declined | Recorded

/** What this program has promised, on disk: appended line by line, each forced out before the program goes on. */
export class Journal {
  readonly links = new Map<string, Link>()
  readonly paid = new Map<number, Paid>()
  readonly declined = new Set<string>()
  readonly recorded = new Set<number>()
  readonly #file: number

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true })
    const path = join(dir, 'journal.ndjson')
    if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n')) this.#replay(line)
    this.#file = openSync(path, 'a')
  }

  add(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`)
    fsyncSync(this.#file)
    this.#remember(entry)
  }

  /** Paid, but not in KeyCRM yet. */
  get owed(): Paid[] {
    return [...this.paid.values()].filter((paid) => !this.recorded.has(paid.payment_id))
  }

  /** The last attempt to collect an order's money. */
  attemptOf(order: number): Link | undefined {
    return [...this.links.values()].findLast((link) => link.order === order)
  }

  close(): void {
    closeSync(this.#file)
  }

  #replay(line: string): void {
    if (line === '') return
    try {
      this.#remember(JSON.parse(line))
    } catch {
      // The last line of a run that was killed in the middle of writing it: it was never acted upon.
    }
  }

  #remember(entry: Entry): void {
    if (entry.type === 'link') this.links.set(entry.attempt, entry)
    if (entry.type === 'paid') this.paid.set(entry.payment_id, entry)
    if (entry.type === 'declined') this.declined.add(entry.attempt)
    if (entry.type === 'recorded') this.recorded.add(entry.payment_id)
  }
}
