import type { Answer } from '@bpmcentr/core'

/** An error of a command as the answer it would have been by itself. */
export function innerAnswer(error: unknown): Answer {
  const body = typeof error === 'object' && error !== null ? error : { error: String(error) }
  return { status: 200, header: () => null, body, unreadable: undefined }
}
