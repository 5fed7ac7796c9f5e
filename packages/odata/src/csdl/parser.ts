import { SaxesParser } from 'saxes'
import { emptyDraft } from './draft.ts'
import { ELEMENTS } from './elements.ts'
import { finish } from './finish.ts'
import { MetadataError } from './MetadataError.ts'
import type { CsdlModel } from './model.ts'
import type { Open } from './open.ts'
import { localName } from './tag.ts'

/** Takes a `$metadata` document piece by piece. */
export interface MetadataParser {
  /** @throws MetadataError as soon as the text is not XML any more, or has a DOCTYPE. */
  write(text: string): void
  /** @throws MetadataError when the document is not complete, or is not CSDL. */
  end(): CsdlModel
}

const MAX_DEPTH = 100

/** Closing elements after which the thing they opened is done. */
const CLOSES: ReadonlyMap<string, keyof Open> = new Map([
  ['EntityType', 'type'],
  ['ComplexType', 'type'],
  ['EnumType', 'enumeration'],
  ['Property', 'property'],
  ['NavigationProperty', 'navigation'],
  ['Association', 'association'],
  ['Principal', 'side'],
  ['Dependent', 'side'],
  ['Action', 'operation'],
  ['Function', 'operation'],
  ['FunctionImport', 'operation'],
  ['EntitySet', 'set'],
  ['Singleton', 'set'],
  ['Annotations', 'target'],
])

/**
 * A streaming reader of CSDL XML of V2, V3 and V4. Elements are known by their local names alone, since the namespaces
 * of real documents are not reliable. Memory grows with what is described, not with the document.
 */
export function metadataParser(): MetadataParser {
  const draft = emptyDraft()
  const open: Open = {
    namespace: '',
    type: undefined,
    enumeration: undefined,
    property: undefined,
    navigation: undefined,
    association: undefined,
    side: undefined,
    operation: undefined,
    set: undefined,
    target: undefined,
  }
  const path: string[] = []
  const intern = interner()
  const xml = new SaxesParser({ xmlns: false, position: false })
  xml.on('doctype', () => {
    throw new MetadataError('The metadata has a DOCTYPE: refused, since entities could be hidden in it')
  })
  xml.on('opentag', (tag) => {
    const local = localName(tag.name)
    if (path.length >= MAX_DEPTH) throw new MetadataError(`The metadata nests more than ${MAX_DEPTH} levels deep`)
    const handler = Object.hasOwn(ELEMENTS, local) ? ELEMENTS[local] : undefined
    const attributes = tag.attributes as Record<string, string>
    if (handler !== undefined) {
      for (const name in attributes) attributes[name] = intern(attributes[name] ?? '')
      handler({ local, attributes }, open, draft, path.at(-1) ?? '')
    }
    path.push(local)
  })
  xml.on('closetag', () => {
    const closed = CLOSES.get(path.pop() ?? '')
    if (closed === 'namespace') open.namespace = ''
    else if (closed !== undefined) open[closed] = undefined
  })
  return {
    write: (text) => guarded(() => xml.write(text)),
    end() {
      guarded(() => xml.close())
      return finish(draft)
    },
  }
}

function guarded(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (error instanceof MetadataError) throw error
    throw new MetadataError('The metadata is not well-formed XML', error)
  }
}

/**
 * One string for equal texts: names and types repeat thousands of times. An object and not a Map, because engines copy
 * what becomes the name of a member; otherwise each name would keep the whole piece of the document it was cut from.
 */
function interner(): (text: string) => string {
  const pool: Record<string, string> = Object.create(null)
  return (text) => {
    pool[text] ??= text
    return pool[text]
  }
}
