import type { Wire } from './wire.ts'

/** What the Accept header asks of the way values are written. */
export function dialectNames(accept = ''): Pick<Wire, 'ieee754' | 'metadata'> {
  const level = /odata(?:\.metadata)?=(none|nometadata|full|fullmetadata)/i.exec(accept)?.[1]?.toLowerCase()
  return {
    ieee754: /ieee754compatible=true/i.test(accept),
    metadata: level === undefined ? 'minimal' : level.startsWith('no') ? 'none' : 'full',
  }
}
