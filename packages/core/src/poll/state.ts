import { InputError } from '../errors/index.ts'

/** One row that was handed over: its id, its version, and when it changed (epoch milliseconds). */
export type SeenRow = readonly [id: string | number, version: string | number, at: number]

/** Where a poll stands: plain JSON. Keep it after its items were processed, and hand it to the next poll. */
export interface PollState {
  /** Of this form; another one is refused. */
  readonly v: 1
  /** Everything that changed before it was handed over. Epoch milliseconds, by the vendor's clock. */
  readonly at: number
  /** Rows that the overlap may bring again. */
  readonly seen: readonly SeenRow[]
  /** Nothing was polled yet: what the overlap brings from before `at` is not news. */
  readonly fresh?: true | undefined
}

/** A state to begin with: what changes from `at` on, none of what was before. */
export function pollFrom(at: Date | number): PollState {
  const moment = typeof at === 'number' ? at : at.getTime()
  if (!Number.isFinite(moment)) throw new InputError('poll: expected a moment to start from')
  return { v: 1, at: moment, seen: [], fresh: true }
}

/** A state as it came back from where it was kept. Throws an InputError for anything else. */
export function readPollState(value: unknown): PollState {
  const state = value as Partial<PollState> | null | undefined
  if (typeof state !== 'object' || state === null || state.v !== 1) {
    throw new InputError('poll state: expected what an earlier poll returned', { code: 'poll_state' })
  }
  if (!Number.isFinite(state.at) || !Array.isArray(state.seen) || !state.seen.every(isSeenRow)) {
    throw new InputError('poll state: it is damaged. Start from a moment instead', { code: 'poll_state' })
  }
  return state as PollState
}

function isSeenRow(row: unknown): row is SeenRow {
  return Array.isArray(row) && row.length === 3 && isKey(row[0]) && isKey(row[1]) && Number.isFinite(row[2])
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}
