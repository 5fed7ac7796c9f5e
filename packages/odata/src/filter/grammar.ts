import type { ODataVersion } from '../model.ts'
import type { BinaryOperator } from './ast.ts'

/** How tightly an operator binds: a larger number binds tighter. From OData 4.01, part 2, operator precedence. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 4,
  ge: 4,
  lt: 4,
  le: 4,
  has: 4,
  in: 4,
  add: 5,
  sub: 5,
  mul: 6,
  div: 6,
  divby: 6,
  mod: 6,
}

const SINCE: Partial<Record<BinaryOperator, ODataVersion>> = { has: '4.0', in: '4.01', divby: '4.01' }

/** The version that brought the operator, when this one does not have it yet. */
export function neededFor(operator: BinaryOperator, version: ODataVersion): ODataVersion | undefined {
  const since = SINCE[operator]
  return since !== undefined && Number(version) < Number(since) ? since : undefined
}

/** Smallest and largest number of arguments. */
export type Arity = readonly [min: number, max: number]

const COMMON: Readonly<Record<string, Arity>> = {
  startswith: [2, 2],
  endswith: [2, 2],
  length: [1, 1],
  indexof: [2, 2],
  substring: [2, 3],
  tolower: [1, 1],
  toupper: [1, 1],
  trim: [1, 1],
  concat: [2, 2],
  year: [1, 1],
  month: [1, 1],
  day: [1, 1],
  hour: [1, 1],
  minute: [1, 1],
  second: [1, 1],
  round: [1, 1],
  floor: [1, 1],
  ceiling: [1, 1],
  cast: [1, 2],
  isof: [1, 2],
}

const V2: Readonly<Record<string, Arity>> = { ...COMMON, substringof: [2, 2], replace: [3, 3] }

const GEO: Readonly<Record<string, Arity>> = {
  'geo.distance': [2, 2],
  'geo.length': [1, 1],
  'geo.intersects': [2, 2],
}

const V4: Readonly<Record<string, Arity>> = {
  ...COMMON,
  ...GEO,
  contains: [2, 2],
  date: [1, 1],
  time: [1, 1],
  fractionalseconds: [1, 1],
  totalseconds: [1, 1],
  totaloffsetminutes: [1, 1],
  now: [0, 0],
  mindatetime: [0, 0],
  maxdatetime: [0, 0],
}

const V401: Readonly<Record<string, Arity>> = {
  ...V4,
  matchesPattern: [2, 2],
  hassubset: [2, 2],
  hassubsequence: [2, 2],
  case: [2, Number.MAX_SAFE_INTEGER],
}

/** The functions that the version has built in. */
export const FUNCTIONS: Readonly<Record<ODataVersion, Readonly<Record<string, Arity>>>> = {
  '2.0': V2,
  '3.0': { ...V2, ...GEO },
  '4.0': V4,
  '4.01': V401,
}

/** What to write instead, for the usual mistakes. */
export const INSTEAD: Readonly<Record<string, string>> = {
  contains: "substringof('x',Name)",
  substringof: "contains(Name,'x')",
}

/** Built-in functions that cannot yield a Boolean. */
const NOT_BOOLEAN: ReadonlySet<string> = new Set([
  ...['length', 'indexof', 'substring', 'tolower', 'toupper', 'trim', 'concat', 'replace'],
  ...['year', 'month', 'day', 'hour', 'minute', 'second', 'date', 'time', 'fractionalseconds', 'totalseconds'],
  ...['totaloffsetminutes', 'now', 'mindatetime', 'maxdatetime', 'round', 'floor', 'ceiling'],
  ...['geo.distance', 'geo.length'],
])

/** Whether the built-in function may be a condition by itself. */
export function mayBeCondition(name: string): boolean {
  return !NOT_BOOLEAN.has(name)
}
