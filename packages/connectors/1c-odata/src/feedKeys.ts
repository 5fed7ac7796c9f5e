/** Set and key at the end of an entity's address. */
interface Address {
  readonly set: string
  readonly key: Readonly<Record<string, string>>
}

const ENTITY = /([^/(]+)\((.*)\)$/s
const PART = /(?:([^=,'()]+)=)?(?:(?:guid|datetime)?'((?:[^']|'')*)'|([^,']+))(?:,|$)/gy

/**
 * Reads `http://host/base/odata/standard.odata/Catalog_X(guid'…')`, encoded or not, or a key by its parts. Values come as
 * text; the part of a key that has one only is `Ref_Key`.
 */
export function addressed(address: string): Address | undefined {
  const found = ENTITY.exec(decoded(address))
  const [, set, inside] = found ?? []
  if (set === undefined || inside === undefined) return undefined
  const parts: [string, string][] = []
  PART.lastIndex = 0
  let end = 0
  for (let match = PART.exec(inside); match !== null; match = PART.exec(inside)) {
    const [, name = 'Ref_Key', quoted, bare = ''] = match
    parts.push([name, quoted === undefined ? bare : quoted.replaceAll("''", "'")])
    end = PART.lastIndex
    if (end === inside.length) break
  }
  return parts.length === 0 || end !== inside.length ? undefined : { set, key: Object.fromEntries(parts) }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
