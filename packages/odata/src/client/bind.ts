import { InputError } from '@bpmcentr/core'

/** A reference to an entity that exists, or that an earlier request of the same change set makes. */
export class EntityReference {
  readonly set: string
  readonly key: unknown

  constructor(set: string, key: unknown) {
    this.set = set
    this.key = key
    Object.freeze(this)
  }
}

/** A request of a batch, as a reference to what it makes. */
export interface BatchReference {
  readonly contentId: string
}

/**
 * Refers to an entity in a row that is written: `create({ title: 'x', author: bind('Authors', 3) })`. In a batch also to
 * one that the same change set makes: `bind(order)`.
 */
export function bind(set: string, key: unknown): EntityReference
export function bind(request: BatchReference): EntityReference
export function bind(target: string | BatchReference, key?: unknown): EntityReference {
  if (typeof target !== 'string') return new EntityReference('', target)
  if (key === undefined || key === null) throw new InputError('bind: expected a key')
  return new EntityReference(target, key)
}
