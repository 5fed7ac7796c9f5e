export interface IdField {
  /** As in `filter` and `order`. */
  readonly filter: string
  /** As in rows. */
  readonly row: string
}

interface ListParams {
  readonly filter?: Readonly<Record<string, unknown>> | undefined
  readonly order?: Readonly<Record<string, unknown>> | undefined
  readonly select?: readonly string[] | undefined
}

/**
 * The same question for a window of ids, without counting. Undefined when it asks for another order than that of the ids. Bounds
 * of the caller's own are kept, under the operators that windows do not use.
 */
export function windowed(params: object, id: IdField): ((lo: number, hi: number) => object) | undefined {
  const { filter = {}, order = {}, select } = params as ListParams
  const [sorted, ...more] = Object.entries(order).filter(([, way]) => way !== undefined)
  if (more.length > 0 || (sorted !== undefined && !isById(sorted, id))) return undefined
  const above = `>${id.filter}`
  const upTo = `<=${id.filter}`
  const own: Record<string, unknown> = { ...filter }
  for (const [key, other, step] of [
    [above, `>=${id.filter}`, 1],
    [upTo, `<${id.filter}`, 1],
  ] as const) {
    if (own[key] === undefined) continue
    const bound = Number(own[key])
    if (!Number.isInteger(bound) || own[other] !== undefined) return undefined
    delete own[key]
    own[other] = bound + step
  }
  const base = {
    ...params,
    ...(select === undefined ? {} : { select: withId(select, id) }),
    order: { [id.filter]: 'ASC' },
  }
  return (lo, hi) => ({
    ...base,
    filter: { ...own, [above]: lo, ...(hi === Infinity ? {} : { [upTo]: hi }) },
    start: -1,
  })
}

/** What is asked for the first page: in order of the ids, with the ids. */
export function inOrder(params: object, id: IdField): object {
  const { order, select } = params as ListParams
  return {
    ...params,
    ...(select === undefined ? {} : { select: withId(select, id) }),
    ...(order === undefined || Object.keys(order).length === 0 ? { order: { [id.filter]: 'ASC' } } : {}),
  }
}

function isById([name, way]: [string, unknown], id: IdField): boolean {
  return name === id.filter && String(way).toUpperCase() === 'ASC'
}

function withId(select: readonly string[], { filter }: IdField): readonly string[] {
  return select.includes(filter) || select.includes('*') ? select : [...select, filter]
}
