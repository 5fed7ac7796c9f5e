import { ODataSyntaxError } from './ODataSyntaxError.ts'

/** A text and a place in it. All patterns given to it must be sticky (`y`). */
export interface Cursor {
  readonly text: string
  at: number
  /** Nesting, bounded so that hostile input cannot exhaust the stack. */
  depth: number
}

const MAX_DEPTH = 200
const BLANKS = /[ \t]*/y

export function cursorOver(text: string): Cursor {
  return { text, at: 0, depth: 0 }
}

export function fail(cursor: Cursor, message: string, at: number = cursor.at): never {
  throw new ODataSyntaxError(message, at)
}

/** Takes what the pattern matches here, or nothing. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)?.[0]
  if (found !== undefined) cursor.at += found.length
  return found
}

/** Whether the pattern matches here; takes nothing. */
export function sees(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at
  return pattern.test(cursor.text)
}

/** Takes these characters, or nothing. */
export function accept(cursor: Cursor, characters: string): boolean {
  if (!cursor.text.startsWith(characters, cursor.at)) return false
  cursor.at += characters.length
  return true
}

export function expect(cursor: Cursor, characters: string): void {
  if (!accept(cursor, characters)) fail(cursor, `"${characters}" expected`)
}

/** Skips blanks; says whether there were any. */
export function blanks(cursor: Cursor): boolean {
  return (take(cursor, BLANKS) ?? '').length > 0
}

/** `,` with optional blanks around it. */
export function comma(cursor: Cursor): boolean {
  const start = cursor.at
  blanks(cursor)
  if (accept(cursor, ',')) {
    blanks(cursor)
    return true
  }
  cursor.at = start
  return false
}

export function end(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length
}

/** Runs one level deeper. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  if (++cursor.depth > MAX_DEPTH) fail(cursor, `nested more than ${MAX_DEPTH} levels deep`)
  const result = read()
  cursor.depth--
  return result
}
