import { InputError } from '../errors/index.ts'
import type { Cost } from './types.ts'

/** The budget that a plain number counts against. */
export const REQUESTS = 'requests'

/** The budget of `concurrency`. */
export const CONCURRENCY = 'concurrency'

/** The cost names no units; the limit goes by its own estimate. */
export const ESTIMATED = -1

/** What a cost takes of a budget. `unnamed` is for a cost that does not name the budget. */
export function unitsOf(cost: Cost, budget: string, unnamed: number): number {
  let units: number | undefined
  if (typeof cost === 'number') units = budget === REQUESTS ? cost : undefined
  else if (Object.hasOwn(cost, budget)) units = cost[budget]
  if (units === undefined) return unnamed
  if (!(units >= 0 && units < Infinity)) throw new InputError(`A call cannot cost ${units} ${budget}`, { code: 'cost' })
  return units
}

/** Whatever else a call costs, on the wire it is one request, and one at a time. */
export function unnamedUnits(budget: string): number {
  return budget === REQUESTS || budget === CONCURRENCY ? 1 : 0
}
