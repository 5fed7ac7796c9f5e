import { elementOf, underlying } from '../csdl/describe.ts'
import type { CsdlModel } from '../csdl/model.ts'

/** Writes types; remembers what has to be imported, and what it could not understand. */
export interface TypeWriter {
  /** The TypeScript type of a value. */
  value(type: string): string
  /** Names used from the package. */
  readonly imports: Set<string>
  readonly warnings: Set<string>
}

const PLAIN: Readonly<Record<string, string>> = {
  'Edm.String': 'string',
  'Edm.Boolean': 'boolean',
  'Edm.Byte': 'number',
  'Edm.SByte': 'number',
  'Edm.Int16': 'number',
  'Edm.Int32': 'number',
  'Edm.Single': 'number',
  'Edm.Double': 'number',
}

const IMPORTED: Readonly<Record<string, string>> = {
  'Edm.Int64': 'Int64',
  'Edm.Decimal': 'Decimal',
  'Edm.Guid': 'Guid',
  'Edm.Date': 'DateOnly',
  'Edm.DateTime': 'DateTime',
  'Edm.DateTimeOffset': 'DateTimeOffset',
  'Edm.TimeOfDay': 'TimeOfDay',
  'Edm.Time': 'Duration',
  'Edm.Duration': 'Duration',
  'Edm.Binary': 'Binary',
}

/** Legal types of which nothing more can be said. */
const OPEN =
  /^Edm\.(?:Untyped|PrimitiveType|ComplexType|EntityType|Stream|AnnotationPath|PropertyPath|ModelElementPath)$/

export function typeWriter(model: CsdlModel, names: ReadonlyMap<string, string>): TypeWriter {
  const imports = new Set<string>()
  const warnings = new Set<string>()
  const use = (name: string) => {
    imports.add(name)
    return name
  }
  const single = (type: string): string => {
    const plain = Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined
    if (plain !== undefined) return plain
    const imported = Object.hasOwn(IMPORTED, type) ? IMPORTED[type] : undefined
    if (imported !== undefined) return use(imported)
    if (/^Edm\.Geo(?:graphy|metry)/.test(type)) return use('Geo')
    const name = names.get(type)
    if (name !== undefined) return name
    // Left out by the selection, or never in the document: excerpts and sloppy services do that.
    if (!OPEN.test(type)) warnings.add(type)
    return 'unknown'
  }
  const cache = new Map<string, string>()
  return {
    imports,
    warnings,
    value(type) {
      const known = cache.get(type)
      if (known !== undefined) return known
      const resolved = underlying(type, model)
      const element = elementOf(resolved)
      const written = element === resolved ? single(element) : `${single(element)}[]`
      cache.set(type, written)
      return written
    },
  }
}
