import type { Answer, Classify, ErrorKind, Verdict } from '@bpmcentr/core'
import { classifyOData, readError } from '@bpmcentr/odata'

/** Next steps, by error code. */
export const advice = {
  authentication: 'Check the 1C user and password, and that the user may sign in with "1C:Enterprise authentication"',
  permission:
    'The 1C user lacks the right, or a row is out of its reach: allowedOnly leaves such rows out of lists and counts',
  session_pool_busy: 'All sessions of the publication are taken: lower concurrency, or raise poolSize in default.vrd',
} as const

/** What the codes in `odata.error` mean: 1C developer guide, 17.4, list of errors. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  '8': 'notFound',
  '9': 'notFound',
  '15': 'conflict',
  '20': 'permission',
}

const CODES: Readonly<Record<string, string>> = {
  '0': 'not_supported',
  '8': 'unknown_entity_set',
  '10': 'unknown_property',
  '15': 'already_exists',
  '17': 'no_load_mode',
  '21': 'not_supported',
}

const HINTS: Readonly<Record<string, string>> = {
  '6': 'A register that is not periodic has no slices; one with a recorder has them at its record type ({ recorder: true })',
  '8': 'The name is misspelt, or the object is not published: see УстановитьСоставСтандартногоИнтерфейсаOData()',
  '17': 'This object cannot be written in load mode',
  '18': 'Two attributes of the configuration get the same name in OData; the configuration has to be changed',
}

const LAST_CODE = 21

/** Judges answers of 1C; `sessions` says whether a stale session cookie is possible. */
export function onecErrors(sessions: 'auto' | 'use'): Classify {
  return (answer, context) => {
    const { status } = answer
    if (status < 400) return classifyOData(answer, context)
    const error = readError(answer.body)
    if (error?.code !== undefined) return spoken(answer, error.code, error.message)
    if (error?.message !== undefined) return spoken(answer, '', error.message)
    return silent(status, sessions)
  }
}

/** 1C has said what is wrong. */
function spoken({ status }: Answer, vendorCode: string, vendorMessage: string | undefined): Verdict {
  const said = { vendorCode: vendorCode === '' ? undefined : vendorCode, vendorMessage, outcome: 'final' } as const
  if (status === 412) return { ...said, kind: 'conflict', code: 'precondition_failed' }
  if (status === 501) return { ...said, kind: 'api', code: 'not_supported' }
  // An exception of the configuration's own code, such as a document that cannot be posted.
  if (vendorCode === '-1') return { ...said, kind: 'api', code: 'business_error' }
  const known = /^\d+$/.test(vendorCode) && Number(vendorCode) <= LAST_CODE
  // Never `authentication`: with a message of its own 401 speaks of rights, and signing in again would not help.
  const kind = KINDS[vendorCode] ?? (known || status === 400 ? 'invalid' : byStatus(status))
  return { ...said, kind, code: CODES[vendorCode], advice: HINTS[vendorCode] }
}

function byStatus(status: number): ErrorKind {
  if (status === 401 || status === 403) return 'permission'
  return status === 404 ? 'notFound' : 'api'
}

/** An answer of the web server, or of 1C without words. Undefined lets the status decide. */
function silent(status: number, sessions: 'auto' | 'use'): Verdict | undefined {
  switch (status) {
    case 400:
      // So 1C answers to the cookie of a session that has ended: a new one is worth one more try.
      return sessions === 'use'
        ? { kind: 'authentication', outcome: 'final', advice: 'The 1C session was not accepted, nor a new one' }
        : undefined
    case 404:
      return { kind: 'notFound', advice: 'Check baseUrl: the infobase is not published there, or without OData' }
    case 406:
      return { kind: 'server', code: 'session_pool_busy', outcome: 'refused' }
    case 501:
      return { kind: 'api', code: 'not_supported', outcome: 'final' }
    default:
      return undefined
  }
}
