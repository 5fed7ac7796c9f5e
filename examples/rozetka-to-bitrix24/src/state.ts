import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PollState } from '@bpmcentr/core'

/** Which deal belongs to an order, and the stage that this program last saw or set. */
export interface Link {
  readonly deal: number
  readonly stage: string
}

/** All that is kept between runs: plain JSON. */
export interface State {
  poll: PollState | undefined
  links: Record<string, Link>
}

export function emptyState(): State {
  return { poll: undefined, links: {} }
}

export function loadState(path: string): State {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as State) : emptyState()
}

/** Whole or not at all: a program that is killed while it writes keeps the state of before. */
export function saveState(path: string, state: State): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(state))
  renameSync(`${path}.new`, path)
}
