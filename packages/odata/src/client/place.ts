import { navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { encodePath } from '../query/encode.ts'
import { keyPredicate } from '../query/key.ts'
import type { Service } from './service.ts'

/** Where a resource is: its path, percent-encoded when it is asked for, so that a wrong key fails the call it is for. */
export interface Place {
  /** Such as `Products`, `Products.Category`: the first part of operation names. */
  readonly name: string
  readonly type: EdmType | undefined
  /** Of the entity set it began with: services without a model know keys by it. */
  readonly set: string
  path(): string
}

export function setPlace(service: Service, name: string): Place {
  return { name, set: name, type: service.typeOfSet(name), path: () => encodePath(name) }
}

export function keyPlace(service: Service, place: Place, key: unknown): Place {
  return { ...place, path: () => place.path() + keyPredicate(key, place.type, service) }
}

/** A navigation, a property, or a type cast (`Shop.Special`) behind a resource. */
export function memberPlace({ model }: Service, place: Place, member: string): Place {
  const found =
    model === undefined
      ? undefined
      : (navigationOf(model, place.type, member)?.type ?? propertyType(model, place.type, member))
  const cast = model !== undefined && Object.hasOwn(model.types, member) ? member : undefined
  return {
    name: `${place.name}.${member}`,
    set: `${place.set}/${member}`,
    type: found ?? cast,
    path: () => `${place.path()}/${encodePath(member)}`,
  }
}
