import type { FieldIssue } from '@bpmcentr/core'

/** What Rozetka says of a failure. */
export interface VendorError {
  /** A number, as text. */
  readonly code: string | undefined
  /** Such as `session_expired`. */
  readonly key: string | undefined
  /** For people. */
  readonly text: string | undefined
  readonly issues: FieldIssue[]
}

/** Reads `errors` of an answer: an object in practice, a list in the documentation, and text now and then. */
export function errorIn(body: unknown): VendorError {
  const errors = isRecord(body) ? body.errors : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : errors
  if (typeof first === 'string') return { code: undefined, key: undefined, text: first, issues: [] }
  if (!isRecord(first)) return { code: undefined, key: undefined, text: undefined, issues: [] }
  const { code, message, description, details } = first
  const text = [description, typeof details === 'string' ? details : undefined, message].find(isWords)
  return {
    code: typeof code === 'number' || typeof code === 'string' ? String(code) : undefined,
    key: isWords(message) ? message : undefined,
    text,
    issues: issuesIn(details),
  }
}

/** A list of texts, of `{ attribute, message }`, or a map of attributes. */
function issuesIn(details: unknown): FieldIssue[] {
  if (Array.isArray(details)) return details.flatMap((each) => (isRecord(each) ? issuesOf(each) : text('', each)))
  return isRecord(details) ? Object.entries(details).flatMap(([field, each]) => text(field, each)) : []
}

function issuesOf(each: Readonly<Record<string, unknown>>): FieldIssue[] {
  const field = each.attribute ?? each.field ?? each.name
  if (isWords(each.message)) return [{ field: isWords(field) ? field : '', message: each.message }]
  return Object.entries(each).flatMap(([name, value]) => text(name, value))
}

function text(field: string, value: unknown): FieldIssue[] {
  return (Array.isArray(value) ? value : [value]).filter(isWords).map((message) => ({ field, message }))
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
