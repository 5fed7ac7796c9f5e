import { ResponseMismatchError } from '@bpmcentr/core'
import { assertOptions } from '../query/options.ts'
import { encodeQuery, queryPairs } from '../query/queryText.ts'
import type { Place } from './place.ts'
import { inputOf } from './reads.ts'
import type { Service } from './service.ts'
import type { Task } from './task.ts'

/** What a list gives at once: the one page a batch can hold of it. */
export function pageTask(service: Service, place: Place, query: unknown): Task<readonly unknown[]> {
  return {
    name: `${place.name}.list`,
    kind: 'read',
    input: inputOf(query),
    request() {
      const options = assertOptions(query)
      return {
        method: 'GET',
        path: place.path(),
        query: encodeQuery(queryPairs(options, place.type, service), options.custom),
        headers: service.headers(),
      }
    },
    decode({ body, status }) {
      const envelope = service.dialect.collection(body)
      if (envelope === undefined)
        throw new ResponseMismatchError('the answer is no collection', { reason: 'schema', status })
      return service.rows.read(envelope.items, place.type) as readonly unknown[]
    },
  }
}
