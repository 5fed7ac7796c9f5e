import { InputError } from '@bpmcentr/core'
import { keyPredicate } from '../query/key.ts'
import type { EntityReference } from './bind.ts'
import { memberPlace, type Place } from './place.ts'
import type { Service } from './service.ts'
import type { Task } from './task.ts'

/** Links of a navigation: which entities belong together, apart from what they hold. */
export function linkTask(
  service: Service,
  place: Place,
  navigation: string,
  target: EntityReference,
  method: 'POST' | 'PUT',
): Task<undefined> {
  return {
    name: `${place.name}.${navigation}.${method === 'POST' ? 'add' : 'set'}`,
    kind: 'update',
    input: {},
    request() {
      const uri = target.set === '' ? service.referenceUri(target) : service.root + service.referenceUri(target)
      return {
        method,
        path: `${place.path()}/${service.dialect.linkPath(encodeURIComponent(navigation))}`,
        headers: service.headers({ 'content-type': service.dialect.contentType(service.style) }),
        json: service.dialect.linkBody(uri),
      }
    },
    decode: () => undefined,
  }
}

/** Without a target the one link of a to-one navigation is removed. */
export function unlinkTask(
  service: Service,
  place: Place,
  navigation: string,
  target: EntityReference | undefined,
): Task<undefined> {
  return {
    name: `${place.name}.${navigation}.remove`,
    kind: 'delete',
    input: {},
    request() {
      const name = encodeURIComponent(navigation)
      const headers = service.headers()
      if (target === undefined) {
        return { method: 'DELETE', path: `${place.path()}/${service.dialect.linkPath(name)}`, headers }
      }
      if (target.set === '') throw new InputError('remove: expected an entity that exists')
      const key = keyPredicate(target.key, memberPlace(service, place, navigation).type, service)
      const { path, query } = service.dialect.unlink(name, { key, uri: service.root + service.referenceUri(target) })
      return { method: 'DELETE', path: `${place.path()}/${path}`, query, headers }
    },
    decode: () => undefined,
  }
}

/** Addresses of the entities a navigation leads to. */
export function linksTask(service: Service, place: Place, navigation: string): Task<readonly string[]> {
  return {
    name: `${place.name}.${navigation}.links`,
    kind: 'read',
    input: {},
    request: () => ({
      method: 'GET',
      path: `${place.path()}/${service.dialect.linkPath(encodeURIComponent(navigation))}`,
      headers: service.headers(),
    }),
    decode: ({ body }) => service.dialect.links(body),
  }
}
