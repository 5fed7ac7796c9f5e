import type { Body } from '../codec/body.ts'
import { assertHeader } from '../codec/headers.ts'
import { InputError } from '../errors/InputError.ts'

/** `undefined` is skipped, `null` is an empty element, a list repeats the element. */
export type XmlInputValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | undefined
  | XmlInput
  | readonly XmlInputValue[]

/** Children by name, attributes as `@_name`, own text as `#text`: what `parseXml` gives. */
export interface XmlInput {
  readonly [name: string]: XmlInputValue
}

export interface WriteXmlOptions {
  /** Default `<?xml version="1.0" encoding="UTF-8"?>`; false leaves it out. */
  readonly declaration?: boolean | undefined
}

const MAX_DEPTH = 100
/** https://www.w3.org/TR/xml/#NT-Name, within the basic plane and without the joiners. */
const NAME =
  /^[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd][-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]*$/
/** What XML 1.0 cannot hold even as a reference: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** An XML body in UTF-8. @throws InputError naming the element */
export function xmlBody(document: XmlInput, options: WriteXmlOptions & { readonly contentType?: string } = {}): Body {
  const { contentType = 'application/xml;charset=UTF-8' } = options
  assertHeader('content-type', contentType)
  const text = writeXml(document, options)
  return { contentType, replayable: true, make: () => text, preview: document }
}

/**
 * Writes a document of exactly one root element. Names are checked and values escaped, so neither can add markup.
 * @throws InputError naming the element
 */
export function writeXml(document: XmlInput, options: WriteXmlOptions = {}): string {
  const roots = Object.keys(document).filter((name) => document[name] !== undefined)
  const [root] = roots
  if (root === undefined || roots.length !== 1 || Array.isArray(document[root])) {
    throw new InputError('An XML document must have exactly one root element')
  }
  const head = options.declaration === false ? '' : '<?xml version="1.0" encoding="UTF-8"?>'
  return head + element(root, document[root], root, 1)
}

function element(name: string, value: XmlInputValue, place: string, depth: number): string {
  assertName(name, place)
  if (value === undefined) return ''
  if (depth > MAX_DEPTH) throw refuse(place.slice(0, 80), `is nested deeper than ${MAX_DEPTH}, or contains itself`)
  if (isList(value)) return value.map((item, i) => element(name, item, `${place}[${i}]`, depth + 1)).join('')
  if (!isNode(value)) return tag(name, '', scalar(value, place))
  let attributes = ''
  let content = ''
  for (const key of Object.keys(value)) {
    const inner = value[key]
    const where = `${place}.${key}`
    if (key === '#text') content += scalar(inner, where)
    else if (!key.startsWith('@_')) content += element(key, inner, where, depth + 1)
    else if (inner !== undefined && inner !== null) {
      assertName(key.slice(2), where)
      attributes += ` ${key.slice(2)}="${scalar(inner, where)}"`
    }
  }
  return tag(name, attributes, content)
}

function tag(name: string, attributes: string, content: string): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
}

function isList(value: XmlInputValue): value is readonly XmlInputValue[] {
  return Array.isArray(value)
}

function isNode(value: XmlInputValue): value is XmlInput {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}

function scalar(value: XmlInputValue, place: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' && !Number.isFinite(value)) throw refuse(place, 'must be a finite number')
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refuse(place, 'is an invalid Date')
    return value.toISOString()
  }
  if (typeof value === 'object' || typeof value === 'function') throw refuse(place, 'must be a plain value')
  const text = String(value)
  if (FORBIDDEN.test(text)) throw refuse(place, 'has a character that XML cannot hold')
  return escapeText(text)
}

/**
 * Line breaks, tabs and outer white space as references: a parser would make spaces of them in an attribute, `\n` of `\r` in a
 * text, and drop the outer ones.
 */
function escapeText(text: string): string {
  return text.replace(/[&<>"'\t\n\r]|^\s|\s$/g, (char) => ESCAPES[char] ?? `&#${char.charCodeAt(0)};`)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function assertName(name: string, place: string): void {
  if (!NAME.test(name)) throw refuse(JSON.stringify(place.slice(0, 80)), 'is not a valid XML name')
}

function refuse(place: string, problem: string): InputError {
  return new InputError(`XML: ${place} ${problem}`, { issues: [{ path: [place], message: problem }] })
}
