import { ConfigError } from '../errors/index.ts'
import { type Clock, sleep, systemClock } from '../time.ts'
import { type PollState, pollFrom, readPollState, type SeenRow } from './state.ts'

const DEFAULT_SEEN = 10_000

/** What to read: rows that changed in `[since, until]`, both epoch milliseconds. More than that may come. */
export interface PollRange {
  readonly since: number
  /** Undefined: up to now. */
  readonly until: number | undefined
}

export interface PollSourceOptions<T> {
  /** Reads the rows of a range, in any order. All of them: a row that is left out is lost. */
  readonly read: (range: PollRange, signal: AbortSignal | undefined) => AsyncIterable<T> | Promise<readonly T[]>
  readonly id: (row: T) => string | number
  /** What differs after every change of a row: its time of change, a revision. */
  readonly version: (row: T) => string | number
  /** When it last changed, epoch milliseconds by the vendor's clock. */
  readonly changedAt: (row: T) => number
  /**
   * Milliseconds that are read again each time: more than the vendor's clock is coarse, its index lags and its time zone
   * is in doubt. Rows that share a moment, or appear late, would be lost without it.
   */
  readonly overlap: number
  /** Milliseconds that one poll covers at most, so that a long absence is caught up piece by piece. Default: all at once. */
  readonly window?: number | undefined
  /** Rows remembered so that the overlap brings none twice. The oldest go first: they may come again. Default 10,000. */
  readonly maxSeen?: number | undefined
  readonly clock?: Clock | undefined
}

/** What one poll brings. */
export interface PollBatch<T> {
  /** New or changed since the last poll, oldest change first. */
  readonly items: readonly T[]
  /** Keep it when the items are processed: what is polled with the old state comes again. */
  readonly state: PollState
  /** There is more to catch up: poll again at once. */
  readonly more: boolean
}

/** Rows that are new or changed, for systems that send no events. Stateless: the caller keeps the state. */
export interface PollSource<T> {
  /** A state that begins at a moment; now when left out. */
  start(from?: Date | number): PollState
  /** What changed since. Throws an InputError with code `poll_state` for a state that is none. */
  poll(state: PollState, options?: { readonly signal?: AbortSignal | undefined }): Promise<PollBatch<T>>
  /**
   * Polls every `interval` milliseconds and yields each batch that has items. The next poll starts when the loop asks for
   * it, so the state may be kept in between.
   */
  follow(
    state: PollState,
    options: { readonly interval: number; readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<PollBatch<T>, void, undefined>
}

/**
 * Makes a polling source. Each row version is handed over at least once, and once only while `maxSeen` holds what the
 * overlap brings again.
 *
 * @throws ConfigError for an overlap below zero or a window that is not longer than nothing.
 */
export function pollSource<T>(options: PollSourceOptions<T>): PollSource<T> {
  const { overlap, window, maxSeen = DEFAULT_SEEN, clock = systemClock } = options
  if (!(overlap >= 0)) throw new ConfigError('pollSource: overlap is a number of milliseconds from 0')
  if (window !== undefined && !(window > 0))
    throw new ConfigError('pollSource: window is a number of milliseconds above 0')
  if (!(maxSeen >= 0)) throw new ConfigError('pollSource: maxSeen is a number from 0')

  const poll = async (given: PollState, signal?: AbortSignal): Promise<PollBatch<T>> => {
    const state = readPollState(given)
    const until = window !== undefined && state.at + window < clock.now() ? state.at + window : undefined
    const seen = new Map<string | number, SeenRow>(state.seen.map((row) => [row[0], row]))
    const items: T[] = []
    let latest = state.at
    for await (const row of await options.read({ since: state.at - overlap, until }, signal)) {
      const at = options.changedAt(row)
      if (at < state.at - overlap) continue
      const entry: SeenRow = [options.id(row), options.version(row), at]
      if (at > latest) latest = at
      if (seen.get(entry[0])?.[1] === entry[1]) continue
      seen.set(entry[0], entry)
      // By time only at the start: later, a row that turns up late is news however old it says it is.
      if (state.fresh !== true || at >= state.at) items.push(row)
    }
    items.sort((a, b) => options.changedAt(a) - options.changedAt(b))
    const at = until ?? latest
    const kept = [...seen.values()].filter((row) => row[2] >= at - overlap).sort((a, b) => b[2] - a[2])
    return { items, state: { v: 1, at, seen: kept.slice(0, maxSeen) }, more: until !== undefined }
  }

  return {
    start: (from = clock.now()) => pollFrom(from),
    poll: (state, { signal } = {}) => poll(state, signal),
    async *follow(state, { interval, signal }) {
      if (!(interval > 0)) throw new ConfigError('follow: interval is a number of milliseconds above 0')
      let current = state
      while (true) {
        const batch = await poll(current, signal)
        current = batch.state
        if (batch.items.length > 0) yield batch
        if (!batch.more) await sleep(clock, interval, signal)
      }
    },
  }
}
