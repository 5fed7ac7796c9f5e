import type { Body } from './body.ts'
import { encodeQuery, type QueryInput, type QueryStyle } from './query.ts'

/**
 * An `application/x-www-form-urlencoded` body. Nested values are written as PHP reads them (`order[items][0][id]=1`);
 * {@link encodeQuery} has the rules. A space is `%20`, which every parser of forms accepts.
 * @throws InputError naming the field
 */
export function formBody(fields: Readonly<Record<string, unknown>>, style: QueryStyle = 'brackets'): Body {
  // The types of the values are checked while they are written.
  const text = encodeQuery(fields as QueryInput, style)
  return { contentType: 'application/x-www-form-urlencoded', replayable: true, make: () => text, preview: fields }
}
