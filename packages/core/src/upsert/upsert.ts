import { ConflictError } from '../errors/ConflictError.ts'
import { InputError } from '../errors/InputError.ts'
import { changesTo, isEmptyValue, isSameValue, own } from './changes.ts'
import { KeyedLock } from './KeyedLock.ts'
import { plainText } from './normalize.ts'
import type {
  FieldRule,
  MatchField,
  Normalize,
  UpsertPolicy,
  UpsertResult,
  UpsertStore,
  UpsertValues,
} from './types.ts'

/** Beyond this many equal records the search itself is wrong. */
const MAX_MATCHES = 1_000

/** One for the process: clients of the same account would otherwise each create what neither has found. */
let shared: KeyedLock | undefined

/**
 * Creates a record, or finds the one that exists and treats it as the policy says. Search and write are not one step at the
 * other side, so calls with a match value in common wait for one another within this process; another process can still
 * come in between.
 *
 * @throws InputError when nothing is given to search by; ConflictError (`code: 'many_matches'`) when several records match
 * and `onMany` is `error`.
 */
export async function upsert<Row extends object, Values extends UpsertValues>(
  store: UpsertStore<Row>,
  values: Values,
  policy: UpsertPolicy<NoInfer<keyof Values & string>>,
): Promise<UpsertResult> {
  const { signal } = policy
  if (policy.onMatch === 'create') return create(store, values, policy)
  const searches = searchesOf(values, policy)
  const keys = searches.map((fields) => JSON.stringify([store.scope, ...fields.map(({ field, key }) => [field, key])]))
  shared ??= new KeyedLock()
  return shared.run(keys, () => findAndWrite(store, values, policy, searches), signal)
}

async function findAndWrite<Row extends object>(
  store: UpsertStore<Row>,
  values: UpsertValues,
  policy: UpsertPolicy,
  searches: readonly (readonly MatchField[])[],
): Promise<UpsertResult> {
  let rows: readonly Row[] = []
  for (const fields of searches) {
    rows = await matching(store, fields, policy)
    if (rows.length > 0) break
  }
  const row = choose(store, rows, policy.onMany ?? 'error')
  if (row === undefined) return create(store, values, policy)
  const id = store.id(row)
  const matched = rows.map((found) => store.id(found))
  if (policy.onMatch === 'skip') return { outcome: 'skipped', id, matched, changed: [] }
  const changes = changesTo(row as Readonly<Record<string, unknown>>, values, {
    rule: (field) => (own(policy.fields ?? {}, field) as FieldRule | undefined) ?? 'overwrite',
    isEmpty: (value, field) => store.isEmpty?.(value, field) ?? isEmptyValue(value),
    isSame: (stored, value, field) => store.isSame?.(stored, value, field) ?? isSameValue(stored, value),
    separator: policy.separator ?? '\n',
  })
  const changed = Object.keys(changes)
  if (changed.length === 0) return { outcome: 'skipped', id, matched, changed }
  if (policy.dryRun !== true) await store.update(id, changes, policy.signal)
  return { outcome: 'updated', id, matched, changed }
}

async function create<Row extends object>(
  store: UpsertStore<Row>,
  values: UpsertValues,
  { dryRun, signal }: UpsertPolicy,
): Promise<UpsertResult> {
  const id = dryRun === true ? undefined : await store.create(defined(values), signal)
  return { outcome: 'created', id, matched: [], changed: [] }
}

async function matching<Row extends object>(
  store: UpsertStore<Row>,
  fields: readonly MatchField[],
  policy: UpsertPolicy,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const seen = new Set<string>()
  for await (const row of await store.find(fields, policy.signal)) {
    const stored = row as Readonly<Record<string, unknown>>
    const id = store.id(row)
    if (seen.has(id) || !fields.every(({ field, key }) => normalizerOf(policy, field)(own(stored, field)) === key))
      continue
    seen.add(id)
    rows.push(row)
    if (rows.length >= MAX_MATCHES) break
  }
  return rows
}

function choose<Row extends object>(
  store: UpsertStore<Row>,
  rows: readonly Row[],
  onMany: 'first' | 'newest' | 'error',
): Row | undefined {
  const [first] = rows
  if (first === undefined || rows.length === 1 || onMany === 'first') return first
  if (onMany === 'newest') return rows.reduce((best, row) => (ageOf(store, row) > ageOf(store, best) ? row : best))
  const some = rows.slice(0, 10).map((row) => store.id(row))
  throw new ConflictError(
    `${rows.length} records match: ${some.join(', ')}${rows.length > some.length ? ' …' : ''}. Merge them, search by more fields, or say which one to take with onMany`,
    { code: 'many_matches', sent: 'no' },
  )
}

function ageOf<Row extends object>(store: UpsertStore<Row>, row: Row): number | string {
  if (store.age === undefined) throw new InputError("onMany: 'newest' is not possible here: nothing tells the age")
  return store.age(row)
}

/** The searches to make, without those that have nothing to search by. */
function searchesOf(values: UpsertValues, policy: UpsertPolicy): MatchField[][] {
  const first: unknown = policy.match[0]
  const lists = (Array.isArray(first) ? policy.match : [policy.match]) as readonly (readonly string[])[]
  const searches: MatchField[][] = []
  for (const names of lists) {
    const fields: MatchField[] = []
    for (const field of names) {
      const value = own(values, field)
      const key = normalizerOf(policy, field)(value)
      if (key !== undefined) fields.push({ field, value, key })
    }
    if (fields.length > 0 && fields.length === names.length) searches.push(fields)
  }
  if (searches.length === 0) {
    throw new InputError('match: none of its fields has a value to search by. Nothing was searched or written')
  }
  return searches
}

function normalizerOf(policy: UpsertPolicy, field: string): Normalize {
  return (own(policy.normalize ?? {}, field) as Normalize | undefined) ?? plainText
}

function defined(values: UpsertValues): UpsertValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
