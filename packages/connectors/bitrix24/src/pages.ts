import type { PageStrategy } from '@bpmcentr/core'

/** `start` is a row's number, in steps of 50; the answer says where the `next` page starts. The size cannot be chosen. */
export const startPages: PageStrategy = {
  type: 'start',
  start: () => 0,
  apply: (request, cursor) => ({ ...request, json: { ...(request.json as object), start: cursor } }),
  next: (_cursor, { body }) => numberIn(body, 'next'),
  total: (body) => numberIn(body, 'total'),
}

function numberIn(body: unknown, name: 'next' | 'total'): number | undefined {
  const value = (body as Record<string, unknown> | null)?.[name]
  return typeof value === 'number' ? value : undefined
}
