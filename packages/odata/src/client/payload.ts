import { InputError } from '@bpmcentr/core'
import { itemType, navigationOf, propertyType } from '../model/lookup.ts'
import type { EdmType } from '../model.ts'
import { EdmValue } from '../query/values.ts'
import { EntityReference } from './bind.ts'
import type { Service } from './service.ts'

const MAX_DEPTH = 32

/** A row as JSON: values by their EDM types, references bound, nested rows inserted with it. */
export function payload(service: Service, row: unknown, type: EdmType | undefined, depth = 0): Record<string, unknown> {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new InputError('expected an object with the properties to write')
  if (depth > MAX_DEPTH) throw new InputError('the row is nested too deeply, or contains itself')
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === undefined) continue
    if (service.dialect.isControl(name)) {
      // Annotations that the caller writes himself, such as a type, are his business.
      set(result, name, value)
      continue
    }
    const bound = references(service, name, value)
    if (bound !== undefined) set(result, bound[0], bound[1])
    else
      set(
        result,
        name,
        named(name, () => member(service, value, memberType(service, type, name), depth)),
      )
  }
  return result
}

function named<T>(name: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof InputError) || error.issues.length > 0) throw error
    throw new InputError(`${name}: ${error.message}`, { issues: [{ path: [name], message: error.message }] })
  }
}

function set(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

function references(service: Service, name: string, value: unknown): readonly [string, unknown] | undefined {
  if (value instanceof EntityReference) return service.dialect.bind(name, service.referenceUri(value))
  if (!Array.isArray(value) || value.length === 0 || !value.every((each) => each instanceof EntityReference))
    return undefined
  return service.dialect.bind(
    name,
    value.map((each) => service.referenceUri(each)),
  )
}

function memberType({ model }: Service, type: EdmType | undefined, name: string): EdmType | undefined {
  if (model === undefined || type === undefined) return undefined
  return propertyType(model, type, name) ?? navigationOf(model, type, name)?.type
}

/** A value as JSON. */
export function member(service: Service, value: unknown, type: EdmType | undefined, depth: number): unknown {
  if (value === null) return null
  if (value instanceof EdmValue) return service.dialect.write(value.value, value.type, service.style)
  if (Array.isArray(value)) {
    const item = type === undefined ? undefined : (itemType(type) ?? type)
    return value.map((each) => member(service, each, item, depth + 1))
  }
  if (type?.startsWith('Edm.') === true && !/^Edm\.(?:Geo|Untyped|ComplexType|EntityType)/.test(type)) {
    return primitive(service, value, type)
  }
  if (value instanceof Date) return service.dialect.writeDate(value)
  if (value instanceof Uint8Array) return service.dialect.write(value, 'Edm.Binary', service.style)
  if (typeof value === 'bigint') return service.dialect.write(value, 'Edm.Int64', service.style)
  if (typeof value === 'number' && !Number.isFinite(value))
    return service.dialect.write(value, 'Edm.Double', service.style)
  if (typeof value === 'object') return payload(service, value, type, depth + 1)
  return value
}

function primitive(service: Service, value: unknown, type: EdmType): unknown {
  if (type === 'Edm.String' && typeof value !== 'string') throw new InputError('expected a string')
  if (type === 'Edm.Boolean' && typeof value !== 'boolean') throw new InputError('expected true or false')
  return service.dialect.write(value, type, service.style)
}
