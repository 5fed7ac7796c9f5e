import type { EdmType } from '../model.ts'

/** A value with its EDM type, for services whose model is not at hand. Made by `guid`, `decimal` and the like. */
export class EdmValue {
  readonly type: EdmType
  readonly value: unknown

  constructor(type: EdmType, value: unknown) {
    this.type = type
    this.value = value
    Object.freeze(this)
  }
}

/** `Edm.Guid`. */
export function guid(value: string): EdmValue {
  return new EdmValue('Edm.Guid', value)
}

/** `Edm.Decimal`, as digits: `decimal('12.50')`. */
export function decimal(value: string | number | bigint): EdmValue {
  return new EdmValue('Edm.Decimal', value)
}

/** `Edm.Int64`, as digits or a bigint. */
export function int64(value: string | number | bigint): EdmValue {
  return new EdmValue('Edm.Int64', value)
}

/** `Edm.Double`. */
export function double(value: number | string): EdmValue {
  return new EdmValue('Edm.Double', value)
}

/** `Edm.DateTime` of V2 and V3, a wall clock without a zone: `dateTime('2026-01-31T10:20:30')`. */
export function dateTime(value: string): EdmValue {
  return new EdmValue('Edm.DateTime', value)
}

/** `Edm.DateTimeOffset`, an instant: a Date, or text such as `2026-01-31T10:20:30Z`. */
export function dateTimeOffset(value: string | Date): EdmValue {
  return new EdmValue('Edm.DateTimeOffset', value)
}

/** `Edm.Date`: `date('2026-01-31')`. In V2 and V3 the midnight that begins it. */
export function date(value: string): EdmValue {
  return new EdmValue('Edm.Date', value)
}

/** `Edm.TimeOfDay`: `timeOfDay('13:20:00')`. */
export function timeOfDay(value: string): EdmValue {
  return new EdmValue('Edm.TimeOfDay', value)
}

/** `Edm.Duration`, in V2 and V3 `Edm.Time`: `duration('PT13H20M')`. */
export function duration(value: string): EdmValue {
  return new EdmValue('Edm.Duration', value)
}

/** `Edm.Binary`: bytes, or base64. */
export function binary(value: Uint8Array | string): EdmValue {
  return new EdmValue('Edm.Binary', value)
}

/** A member of an enumeration: `enumValue('Shop.Color', 'Red')`; several for flags. */
export function enumValue(type: string, ...members: readonly string[]): EdmValue {
  return new EdmValue(type, members.join(','))
}
