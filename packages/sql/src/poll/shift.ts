import { InputError } from '@bpmcentr/core'

const TIME = /^(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/

/** A watermark moved back, in the form it came in. Never later than asked for; times without a zone are taken as UTC. */
export function shiftBack(watermark: unknown, by: number): unknown {
  if (typeof watermark === 'number') return watermark - by
  if (typeof watermark === 'bigint') return watermark - BigInt(Math.ceil(by))
  if (watermark instanceof Date) return new Date(watermark.getTime() - by)
  const text = String(watermark)
  if (/^-?\d+$/.test(text)) return String(BigInt(text) - BigInt(Math.ceil(by)))
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return new Date(Date.parse(text) - by).toISOString().slice(0, 10)
  const found = TIME.exec(text)
  if (found === null) throw new InputError('overlap: the watermark is neither a number nor a time')
  const [, date, separator = 'T', time, fraction, zone = ''] = found
  const moved = new Date(
    Date.parse(`${date}T${time}Z`) + Math.floor(Number(`0.${fraction ?? 0}`) * 1000) - by,
  ).toISOString()
  const digits =
    fraction === undefined ? '' : `.${moved.slice(20, 23).padEnd(fraction.length, '0').slice(0, fraction.length)}`
  return `${moved.slice(0, 10)}${separator}${moved.slice(11, 19)}${digits}${zone}`
}
