import { classicMethods } from './classicItems.ts'
import { itemMethods } from './items.ts'
import type { Method } from './method.ts'
import { otherMethods } from './others.ts'
import { tableMethods } from './tables.ts'
import type { World } from './world.ts'

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
