import { type Answer, ResponseMismatchError } from '@bpmcentr/core'

/** The answer inside a batch as the pipeline would have made it of one that came alone. */
export function innerAnswer(status: number, headers: ReadonlyMap<string, string>, body: unknown): Answer {
  const header = (name: string) => headers.get(name.toLowerCase()) ?? null
  if (typeof body !== 'string' || !isJson(headers.get('content-type'), body)) {
    return { status, header, body: body === '' ? undefined : body, unreadable: undefined }
  }
  try {
    return { status, header, body: parseExact(body), unreadable: undefined }
  } catch {
    return { status, header, body, unreadable: 'malformed' }
  }
}

function isJson(type: string | undefined, body: string): boolean {
  return type === undefined ? /^\s*[[{]/.test(body) : type.includes('json')
}

/** Whole numbers beyond 2^53 as text, as in answers that came alone. */
function parseExact(text: string): unknown {
  if (!/(?:^|[:,[])\s*-?\d{16}/.test(text)) return JSON.parse(text)
  JSON.parse(text)
  return JSON.parse(
    text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
      /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  )
}

/** @throws ResponseMismatchError for a batch whose answer is none */
export function notABatch(status: number): ResponseMismatchError {
  return new ResponseMismatchError('the answer to the batch is no batch', { reason: 'schema', status })
}
