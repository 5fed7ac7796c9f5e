import type { WebhookAnswer } from './types.ts'

/** 200 with a body: some vendors take nothing else for success. */
export function respond(answer: WebhookAnswer | undefined): Response {
  const { status = 200, headers = { 'content-type': 'text/plain' }, body = 'ok' } = answer ?? {}
  return new Response(status === 204 ? null : body, { status, headers })
}
