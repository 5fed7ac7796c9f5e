import { ResponseMismatchError } from '../errors/ResponseMismatchError.ts'

const SPACE_OR_END = /[\s/>]/g
const HOSTILE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export function malformed(problem: string): ResponseMismatchError {
  return new ResponseMismatchError(`The XML ${problem}`, { reason: 'malformed' })
}

/**
 * Looks at every tag once, in linear time, before a parser does: refuses a DTD (where entity bombs and outside files come
 * from), nesting past the bound, and element names that reach an object's prototype.
 * @throws ResponseMismatchError with reason `malformed`
 */
export function assertHarmless(xml: string, maxDepth: number): void {
  let depth = 0
  let roots = 0
  for (let at = xml.indexOf('<'); at !== -1; ) {
    const next = xml.charCodeAt(at + 1)
    let end: number
    if (next === 33 /* ! */) end = afterMarkup(xml, at)
    else if (next === 63 /* ? */) end = after(xml, '?>', at)
    else if (next === 47 /* / */) {
      depth--
      end = after(xml, '>', at)
    } else {
      end = afterTag(xml, at)
      if (depth === 0 && ++roots > 1) throw malformed('has more than one root')
      if (xml.charCodeAt(end - 2) !== 47 && ++depth > maxDepth) throw malformed(`is nested deeper than ${maxDepth}`)
    }
    at = xml.indexOf('<', end)
  }
  if (roots === 0) throw malformed('has no element')
}

function afterMarkup(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4)
  if (xml.startsWith('<![CDATA[', at)) return after(xml, ']]>', at + 9)
  throw malformed('has a DTD or another declaration, which is never read')
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from)
  if (found === -1) throw malformed('is cut off')
  return found + mark.length
}

/** The end of an opening tag: a `>` inside an attribute's quotes is not it. */
function afterTag(xml: string, at: number): number {
  SPACE_OR_END.lastIndex = at
  const nameEnd = SPACE_OR_END.exec(xml)?.index ?? xml.length
  const name = xml.slice(at + 1, nameEnd)
  if (HOSTILE.has(name.slice(name.indexOf(':') + 1))) throw malformed('has an element with a forbidden name')
  for (let i = nameEnd; i < xml.length; ) {
    const char = xml.charCodeAt(i)
    if (char === 62 /* > */) return i + 1
    i = char === 34 || char === 39 ? after(xml, char === 34 ? '"' : "'", i + 1) : i + 1
  }
  throw malformed('is cut off')
}
