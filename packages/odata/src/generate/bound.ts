import type { Overloads } from '../csdl/describe.ts'
import type { CsdlModel } from '../csdl/model.ts'
import { ancestors } from './inherit.ts'
import { compare } from './names.ts'
import { operationMembers } from './operations.ts'
import type { TypeWriter } from './types.ts'

/**
 * The interface of the operations bound to a type, those of its base types among them. It repeats instead of extending,
 * since an overload of a derived type may contradict that of its base.
 */
export function boundInterface(
  name: string,
  qualified: string,
  own: ReadonlyMap<string, Overloads>,
  model: CsdlModel,
  types: TypeWriter,
): string {
  const all: Overloads = new Map(own.get(qualified))
  const type = model.entityTypes.get(qualified)
  for (const base of type === undefined ? [] : ancestors(type, model)) {
    for (const [operation, overloads] of own.get(`${base.namespace}.${base.name}`) ?? []) {
      if (!all.has(operation)) all.set(operation, overloads)
    }
  }
  const sorted = new Map([...all].sort(([a], [b]) => compare(a, b)))
  return `export interface ${name} {\n${operationMembers(sorted, '  ', model, types)}}\n`
}
