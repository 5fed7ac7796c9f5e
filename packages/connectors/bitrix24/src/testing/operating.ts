const WINDOW = 600_000

/** What a method cost, and when some of it is forgotten. */
export interface Operating {
  /** Seconds used by this method with these credentials within the window. */
  readonly operating: number
  /** Unix seconds. */
  readonly operating_reset_at: number
}

/** Seconds of execution for each method and account in windows of ten minutes that begin with the first call. */
export class OperatingMeter {
  readonly #limit: number
  readonly #windows = new Map<string, { readonly start: number; used: number }>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether the method may run. */
  allows(account: string, method: string, at: number): boolean {
    return this.#window(account, method, at).used < this.#limit
  }

  add(account: string, method: string, at: number, seconds: number): Operating {
    const window = this.#window(account, method, at)
    window.used += seconds
    return {
      operating: Math.round(window.used * 1e6) / 1e6,
      operating_reset_at: Math.ceil((window.start + WINDOW) / 1_000),
    }
  }

  reset(): void {
    this.#windows.clear()
  }

  #window(account: string, method: string, at: number) {
    const key = `${account} ${method}`
    const known = this.#windows.get(key)
    if (known !== undefined && at < known.start + WINDOW) return known
    const made = { start: at, used: 0 }
    this.#windows.set(key, made)
    return made
  }
}
