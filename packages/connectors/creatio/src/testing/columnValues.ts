import { EMPTY_GUID } from '../guid.ts'

/** What Creatio says when the application or its database refuses: each interface words it in its own way. */
export class Refusal extends Error {
  readonly type: string

  constructor(message: string, type = 'Terrasoft.Common.ItemNotFoundException') {
    super(message)
    this.type = type
  }
}

const EMPTY_DATE = '0001-01-01T00:00:00Z'

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value)
}

export function idOf(given: unknown): string {
  if (given === undefined || given === null || given === EMPTY_GUID) return crypto.randomUUID()
  if (!isGuid(given)) throw new Refusal('Cannot convert a value to Edm.Guid', 'Invalid')
  return given
}

export function emptyOf(type: string): unknown {
  switch (type) {
    case 'Edm.Guid':
      return EMPTY_GUID
    case 'Edm.DateTimeOffset':
      return EMPTY_DATE
    case 'Edm.Boolean':
      return false
    case 'Edm.String':
      return ''
    default:
      return 0
  }
}

export function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'Edm.Guid':
      return isGuid(value)
    case 'Edm.DateTimeOffset':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value)
    case 'Edm.Boolean':
      return typeof value === 'boolean'
    case 'Edm.Int32':
      return Number.isInteger(value)
    case 'Edm.Decimal':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value))
    default:
      return typeof value === 'string'
  }
}
