import { type CallOptions, InputError, inParallel } from '@bpmcentr/core'
import { type AnyField, guid } from '@bpmcentr/odata'
import { isGuid } from './keys.ts'
import type { Base } from './service.ts'
import { OnecSet } from './sets.ts'
import { EMPTY_REF } from './time.ts'

export interface DereferenceOptions<Row> {
  readonly select?: readonly string[] | undefined
  /** References a request. Default 50: a filter has to fit into a URL. */
  readonly chunk?: number | undefined
  /** Rows known from before, by reference. What is read is added. */
  readonly cache?: Map<string, Row> | undefined
}

const CHUNK = 50

/**
 * The rows that references lead to, by reference: read in chunks, each row once. Empty references are left out, and so are
 * those to rows that are not there, or not to be seen.
 */
export async function dereference<Row>(
  base: Base,
  rows: Iterable<object>,
  property: string,
  set: string,
  { select, chunk = CHUNK, cache = new Map() }: DereferenceOptions<Row> = {},
  options?: CallOptions,
): Promise<Map<string, Row>> {
  if (!(Number.isInteger(chunk) && chunk > 0)) throw new InputError('chunk: expected a whole number above 0')
  const wanted = new Set<string>()
  for (const row of rows) {
    const ref = (row as Readonly<Record<string, unknown>>)[property]
    if (isGuid(ref) && ref !== EMPTY_REF) wanted.add(ref)
  }
  const missing = [...wanted].filter((ref) => !cache.has(ref))
  const chunks: string[][] = []
  for (let at = 0; at < missing.length; at += chunk) chunks.push(missing.slice(at, at + chunk))
  const selected = select === undefined ? {} : { select: [...new Set(['Ref_Key', ...select])] }
  const source = new OnecSet(base, set)
  const slots = inParallel(
    chunks,
    (refs) => {
      const filter = (row: Readonly<Record<string, AnyField>>) => row.Ref_Key?.in(refs.map((ref) => guid(ref)))
      return source
        .list({ filter, ...selected, top: refs.length, pageSize: refs.length }, options)
        .all({ max: refs.length })
    },
    { concurrency: base.options.concurrency, ...(options?.signal === undefined ? {} : { signal: options.signal }) },
  )
  for await (const slot of slots) {
    if ('error' in slot) throw slot.error
    for (const row of slot.value as readonly Row[]) cache.set((row as { readonly Ref_Key: string }).Ref_Key, row)
  }
  return new Map([...wanted].flatMap((ref) => (cache.has(ref) ? [[ref, cache.get(ref) as Row]] : [])))
}
