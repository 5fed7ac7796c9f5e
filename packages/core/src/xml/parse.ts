import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ResponseMismatchError } from '../errors/ResponseMismatchError.ts'
import { decodeEntities } from './entities.ts'
import { assertHarmless, malformed } from './guard.ts'

/** An element without attributes and children is its text. */
export type XmlValue = string | XmlNode | readonly (string | XmlNode)[]
/** Children by name, attributes as `@_name`, own text as `#text`. */
export interface XmlNode {
  readonly [name: string]: XmlValue | undefined
}

export interface ParseXmlOptions {
  /** Names (`item`) or paths (`order.items.item`) that are always lists. Without it one element is a value and two are a list. */
  readonly lists?: readonly string[] | undefined
  /** Drops prefixes: `soap:Body` becomes `Body`. Default false. */
  readonly removeNamespaces?: boolean | undefined
  /** Characters at most. Default 16 million. */
  readonly maxLength?: number | undefined
  /** Elements inside each other at most. Default 100. */
  readonly maxDepth?: number | undefined
}

/**
 * Reads an XML document. All values are strings, exactly as they were sent: a phone number keeps its plus and a code its
 * leading zeros; only white space around a text is dropped. Bytes are decoded as their declaration says (windows-1251 is
 * still common), otherwise as UTF-8. A DTD is refused, so there are no entities but XML's own five.
 * @throws ResponseMismatchError with reason `malformed` or `too_large`
 */
export function parseXml(input: string | Uint8Array, options: ParseXmlOptions = {}): XmlNode {
  const { maxLength = 16_000_000, maxDepth = 100 } = options
  // A character takes at most four bytes.
  if (input.length > (typeof input === 'string' ? maxLength : maxLength * 4)) throw tooLong(maxLength)
  const xml = (typeof input === 'string' ? input : decode(input)).replace(/^\ufeff/, '')
  if (xml.length > maxLength) throw tooLong(maxLength)
  assertHarmless(xml, maxDepth)
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw malformed(`is not well-formed: line ${valid.err.line}, column ${valid.err.col}`)
  try {
    return parser(options, maxDepth).parse(xml) as XmlNode
  } catch {
    // The parser's own messages quote the document.
    throw malformed('cannot be parsed')
  }
}

function parser(options: ParseXmlOptions, maxDepth: number): XMLParser {
  const lists = new Set(options.lists)
  return new XMLParser({
    ignoreAttributes: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    parseAttributeValue: false,
    removeNSPrefix: options.removeNamespaces ?? false,
    maxNestedTags: maxDepth + 1,
    // The parser's own decoder counts and forbids what only a DTD can do, and fails on long honest documents.
    processEntities: true,
    entityDecoder: {
      decode: decodeEntities,
      reset: () => undefined,
      setXmlVersion: () => undefined,
      addInputEntities: () => undefined,
      setExternalEntities: () => undefined,
    },
    // It would rename elements called `toString`; the guard refused what is dangerous.
    onDangerousProperty: (name: string) => name,
    isArray: (name: string, path: unknown, _leaf: boolean, attribute: boolean) =>
      !attribute && (lists.has(name) || lists.has(String(path))),
  })
}

function tooLong(maxLength: number): ResponseMismatchError {
  return new ResponseMismatchError(`The XML is longer than ${maxLength} characters`, { reason: 'too_large' })
}

const DECLARED = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 300)).replace(/^\u00ef\u00bb\u00bf/, '')
  const label = DECLARED.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    throw malformed(`is in an encoding that this platform does not know: ${label}`)
  }
}
