import { classicMethods } from './classicItems.ts'
import { itemMethods } from './items.ts'
import { otherMethods } from './others.ts'
import type { Params } from './params.ts'
import { tableMethods } from './tables.ts'
import type { World } from './world.ts'

/** What a method answers: `result`, and for lists `total` and `next` beside it. */
export interface Answered {
  readonly result: unknown
  readonly total?: number
  readonly next?: number
}

export interface MethodContext {
  readonly world: World
  /** Milliseconds of the sandbox's clock. */
  readonly at: number
  /** Whether the credentials are an application's. */
  readonly app: boolean
}

export type Method = (params: Params, context: MethodContext) => Answered

/** By name in lower case, as the portal looks them up. */
export function methodTable(world: World): ReadonlyMap<string, Method> {
  const all: Readonly<Record<string, Method>> = {
    ...itemMethods(world),
    ...classicMethods(world),
    ...tableMethods(world),
    ...otherMethods(world),
  }
  return new Map(Object.entries(all).map(([name, method]) => [name.toLowerCase(), method]))
}
