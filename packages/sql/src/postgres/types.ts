/** The part of `pg.types` that is used here. */
export interface PgTypes {
  getTypeParser(oid: number, format?: string): (text: never) => unknown
  readonly arrayParser: { create<T>(text: string, parse: (text: string) => T): { parse(): T[] } }
}

type Parse = (text: string) => unknown

const asText: Parse = (text) => text

/**
 * What would lose something as a number or a Date stays text: 64-bit integers, decimals, money, and every date and time
 * (a Date has milliseconds, PostgreSQL microseconds). `timestamptz` is given in UTC as ISO 8601.
 * Object ids: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
 */
const EXACT: Readonly<Record<number, { readonly parse: Parse; readonly array: number }>> = {
  20: { parse: asText, array: 1016 },
  1700: { parse: asText, array: 1231 },
  790: { parse: asText, array: 791 },
  1082: { parse: asText, array: 1182 },
  1083: { parse: asText, array: 1183 },
  1266: { parse: asText, array: 1270 },
  1114: { parse: asText, array: 1115 },
  1184: { parse: utc, array: 1185 },
  1186: { parse: asText, array: 1187 },
}

export interface TypeParsers {
  getTypeParser(oid: number, format?: string): Parse
}

export function typeParsers(types: PgTypes): TypeParsers {
  const parsers = new Map<number, Parse>()
  for (const [oid, { parse, array }] of Object.entries(EXACT)) {
    parsers.set(Number(oid), parse)
    parsers.set(array, (text) => types.arrayParser.create(text, parse).parse())
  }
  return {
    getTypeParser: (oid, format) =>
      (format === 'binary' ? undefined : parsers.get(oid)) ?? (types.getTypeParser(oid, format ?? 'text') as Parse),
  }
}

const INSTANT = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d(?::\d\d){0,2})$/

/** `2026-01-02 03:04:05.123456+02` to `2026-01-02T01:04:05.123456Z`; `infinity` and years before Christ stay as they are. */
export function utc(text: string): string {
  const found = INSTANT.exec(text)
  if (found === null) return text
  const [, date = '', time = '', fraction = '', zone = ''] = found
  if (zone === '+00') return `${date}T${time}${fraction}Z`
  const [hours = 0, minutes = 0, seconds = 0] = zone.slice(1).split(':').map(Number)
  const offset = (hours * 3600 + minutes * 60 + seconds) * (zone.startsWith('-') ? -1 : 1)
  const moved = new Date(Date.parse(`${date}T${time}Z`) - offset * 1000)
  return Number.isNaN(moved.getTime()) ? text : `${moved.toISOString().slice(0, -5)}${fraction}Z`
}
