/** An opening tag. Namespaces are of no use: real documents carry the wrong ones. */
export interface Tag {
  /** Without prefix. */
  readonly local: string
  readonly attributes: Readonly<Record<string, string>>
}

/** An attribute without prefix; empty text counts as missing. */
export function attribute(tag: Tag, name: string): string | undefined {
  const value = tag.attributes[name]
  return value === undefined || value === '' ? undefined : value
}

/** An attribute under any prefix: `m:HttpMethod`, `sap:label`. */
export function prefixed(tag: Tag, name: string): string | undefined {
  const plain = attribute(tag, name)
  if (plain !== undefined) return plain
  for (const key in tag.attributes)
    if (key.endsWith(name) && key[key.length - name.length - 1] === ':') return tag.attributes[key]
  return undefined
}

export function isTrue(tag: Tag, name: string): boolean {
  const value = tag.attributes[name]
  return value === 'true' || value === '1'
}

/** Everything may be null unless the document says otherwise. */
export function nullable(tag: Tag): boolean {
  return tag.attributes.Nullable !== 'false'
}

export function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
