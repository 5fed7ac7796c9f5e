import type { Answer } from '../classify.ts'
import { parseJson } from '../codec/json.ts'
import type { RequestSpec } from '../request.ts'
import type { TransportResponse } from '../transport/types.ts'

/** Reads the body as what the request expects; an error's body always as text or JSON, so that it can be told. */
export async function readAnswer(
  response: TransportResponse,
  spec: RequestSpec,
  contentTypes: 'json' | 'any',
): Promise<Answer> {
  const { status } = response
  const header = (name: string) => response.header(name)
  const success = status >= 200 && status < 300
  const expect = success ? (spec.expect ?? 'json') : 'json'
  if (expect === 'stream') return { status, header, body: response.stream(), unreadable: undefined }
  if (expect === 'bytes') return { status, header, body: await response.bytes(), unreadable: undefined }
  const text = await response.text()
  if (expect === 'text') return { status, header, body: text, unreadable: undefined }
  if (text === '') return { status, header, body: undefined, unreadable: undefined }
  if (!mayBeJson(response.header('content-type'), text, contentTypes)) {
    return { status, header, body: text, unreadable: 'not_json' }
  }
  try {
    return {
      status,
      header,
      body: parseJson(text, { lossless: spec.losslessIntegers === true }),
      unreadable: undefined,
    }
  } catch {
    return { status, header, body: text, unreadable: 'malformed' }
  }
}

/** Content-Type decides where it is clear; otherwise a page of markup is told from JSON by its first character. */
function mayBeJson(contentType: string | null, text: string, contentTypes: 'json' | 'any'): boolean {
  if (contentType?.includes('json')) return true
  if (contentTypes === 'json' && contentType !== null && (contentType.includes('html') || contentType.includes('xml')))
    return false
  return !text.trimStart().startsWith('<')
}
