import { argument } from './rpcError.ts'

/** Parameters as PHP has them: typed when they came as JSON, text when they came through a batch. */
export type Params = Readonly<Record<string, unknown>>

/** A map, an empty one where PHP would have an empty array. */
export function mapIn(value: unknown): Params {
  return typeof value === 'object' && value !== null ? (value as Params) : {}
}

export function listIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}

export function numberIn(value: unknown, name: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw argument(`Could not find value for parameter {${name}}`)
  }
  return number
}

/** `'>=opportunity'` → operator and name. */
export function splitKey(key: string): readonly [operator: string, name: string] {
  const operator = /^[!=<>@%]*/.exec(key)?.[0] ?? ''
  return [operator, key.slice(operator.length)]
}
