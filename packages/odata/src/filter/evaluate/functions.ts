import { dateFunctions } from './dates.ts'
import { exactText, rounded } from './decimal.ts'
import type { EvaluateOptions } from './options.ts'
import { unsupported } from './unsupported.ts'
import { bool, compareValues, decimalOf, NULL, type Value, value } from './value.ts'

type BuiltIn = (args: readonly Value[], options: EvaluateOptions) => Value

/** Applies a built-in function. Any null among the arguments makes the result null. */
export function callFunction(name: string, args: readonly Value[], options: EvaluateOptions): Value {
  const custom = options.functions
  if (custom !== undefined && Object.hasOwn(custom, name)) return value(custom[name]?.(args.map(({ data }) => data)))
  const known = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined
  if (known === undefined) return unsupported(`The function ${name}`)
  return args.some(({ data }) => data === null) ? NULL : known(args, options)
}

const text = (arg: Value | undefined): string =>
  typeof arg?.data === 'string'
    ? arg.data
    : typeof arg?.data === 'object'
      ? unsupported('A function of collections')
      : String(arg?.data)

/** Texts as they are compared. */
function pair([a, b]: readonly Value[], { ignoreCase }: EvaluateOptions): [string, string] {
  return ignoreCase ? [text(a).toLowerCase(), text(b).toLowerCase()] : [text(a), text(b)]
}

function compared(test: (whole: string, part: string) => boolean): BuiltIn {
  return (args, options) => bool(test(...pair(args, options)))
}

function made(make: (whole: string, ...rest: string[]) => string): BuiltIn {
  return (args) => value(make(text(args[0]), ...args.slice(1).map(text)), 'Edm.String')
}

function rounding(how: 'round' | 'floor' | 'ceiling'): BuiltIn {
  return ([arg = NULL]) => {
    const decimal = decimalOf(arg) ?? unsupported(`${how} of something that is no number`)
    return value(exactText(rounded(decimal, how)), arg.edm ?? 'Edm.Decimal')
  }
}

function collection(arg: Value | undefined): readonly unknown[] {
  return Array.isArray(arg?.data) ? arg.data : unsupported('A function of collections without one')
}

const MAX_PATTERN = 200

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  ...dateFunctions,
  contains: compared((whole, part) => whole.includes(part)),
  // The needle stands first.
  substringof: compared((part, whole) => whole.includes(part)),
  startswith: compared((whole, part) => whole.startsWith(part)),
  endswith: compared((whole, part) => whole.endsWith(part)),
  indexof: (args, options) => {
    const [whole, part] = pair(args, options)
    return value(whole.indexOf(part), 'Edm.Int32')
  },
  length: ([arg]) => value(Array.isArray(arg?.data) ? arg.data.length : text(arg).length, 'Edm.Int32'),
  substring: ([whole, from, length]) => {
    const start = Number(from?.data)
    return value(text(whole).slice(start, length === undefined ? undefined : start + Number(length.data)), 'Edm.String')
  },
  tolower: made((whole) => whole.toLowerCase()),
  toupper: made((whole) => whole.toUpperCase()),
  trim: made((whole) => whole.trim()),
  concat: made((a, b = '') => a + b),
  replace: made((whole, from = '', to = '') => (from === '' ? whole : whole.replaceAll(from, () => to))),
  matchesPattern: ([whole, pattern]) => {
    if (text(pattern).length > MAX_PATTERN) unsupported('A pattern that long')
    try {
      return bool(new RegExp(text(pattern), 'u').test(text(whole)))
    } catch {
      return unsupported('That pattern')
    }
  },
  round: rounding('round'),
  floor: rounding('floor'),
  ceiling: rounding('ceiling'),
  hassubset: ([all, part], options) =>
    bool(collection(part).every((wanted) => collection(all).some((item) => equal(item, wanted, options)))),
  hassubsequence: ([all, part], options) => {
    const wanted = [...collection(part)]
    for (const item of collection(all)) if (wanted.length > 0 && equal(item, wanted[0], options)) wanted.shift()
    return bool(wanted.length === 0)
  },
}

function equal(a: unknown, b: unknown, { ignoreCase }: EvaluateOptions): boolean {
  return compareValues(value(a), value(b), ignoreCase ?? false) === 0
}
