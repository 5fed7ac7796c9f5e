import type { Answer, FieldIssue, Verdict } from '@bpmcentr/core'
import { DEFAULT_PAUSE, SHORTEST_PAUSE } from './limits.ts'

const PIPELINES_OFF = 'Leads are not enabled'

/** KeyCRM's errors. The bodies are Laravel's: `{ message, errors: { field: [text] } }`, of which every part may be missing. */
export function keycrmErrors(answer: Answer): Verdict | undefined {
  const { status, body } = answer
  if (status === 429) return { kind: 'rateLimit', vendorMessage: messageIn(body), retryAfter: pauseFor(answer) }
  if (status >= 200 && status < 300)
    return isRefusal(body) ? { kind: 'invalid', vendorMessage: messageIn(body) } : undefined
  if (status === 413) {
    return {
      kind: 'invalid',
      code: 'file_too_large',
      vendorMessage: messageIn(body),
      advice: 'KeyCRM takes files of up to 10 MB.',
    }
  }
  if (status === 400 && messageIn(body) === PIPELINES_OFF) {
    return {
      kind: 'invalid',
      code: 'pipelines_disabled',
      vendorMessage: PIPELINES_OFF,
      advice: 'Switch pipelines on in the settings of the CRM.',
    }
  }
  if (status === 400 || status === 422)
    return { kind: 'invalid', vendorMessage: messageIn(body), issues: issuesIn(body) }
  return undefined
}

/** Next steps, by error code. */
export const advice = {
  authentication:
    'Check the API key: KeyCRM shows it to owners and administrators in its settings. The user behind it may be blocked.',
  permission: 'For cards KeyCRM answers so to wrong arguments, and while pipelines are switched off in its settings.',
} as const

/** The documented `{ status: false }` comes with 400; with 200 it would mean the same. */
function isRefusal(body: unknown): boolean {
  return (
    isRecord(body) && body.status === false && Object.keys(body).every((key) => key === 'status' || key === 'message')
  )
}

/** Undefined where the answer names a time itself. */
function pauseFor(answer: Answer): number | undefined {
  const header = answer.header('retry-after')
  if (header === null || header.trim() === '') return DEFAULT_PAUSE
  return Number(header) <= 0 ? SHORTEST_PAUSE : undefined
}

function messageIn(body: unknown): string | undefined {
  if (!isRecord(body)) return undefined
  return typeof body.message === 'string' && body.message !== '' ? body.message : undefined
}

function issuesIn(body: unknown): FieldIssue[] | undefined {
  if (!isRecord(body) || !isRecord(body.errors)) return undefined
  return Object.entries(body.errors).flatMap(([field, found]) =>
    (Array.isArray(found) ? found : [found])
      .filter((message): message is string => typeof message === 'string')
      .map((message) => ({ field, message })),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
