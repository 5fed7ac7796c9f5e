import { type Answer, type OperationKind, textBody } from '@bpmcentr/core'
import { innerAnswer, notABatch } from '../batch/answers.ts'
import { newBoundary } from '../batch/boundary.ts'
import { readMultipart, writeMultipart } from '../batch/multipart.ts'
import type { ServiceRequest } from './request.ts'
import type { Service } from './service.ts'

/** Below what IIS (2048 for the query) and most proxies allow. */
const MAX_URL = 2000

/** A GET whose URL is too long, in another form: inside of a batch, or with its query as the body. */
export function fitUrl(service: Service, request: ServiceRequest): ServiceRequest {
  const { max = MAX_URL, via = service.dialect.longUrls } = service.options.longUrls ?? {}
  const { query = '' } = request
  if (request.method !== 'GET' || query === '' || via === 'never') return request
  if (service.root.length + request.path.length + query.length + 1 <= max) return request
  if (via === 'query') {
    const body = textBody(query, 'text/plain')
    return { ...request, method: 'POST', path: `${request.path}/$query`, query: '', body }
  }
  const part = { id: '1', method: 'GET', url: `${request.path}?${query}`, headers: request.headers, body: undefined }
  const { boundary, text } = writeMultipart([part], newBoundary)
  return {
    method: 'POST',
    path: '$batch',
    headers: { ...service.headers({}, false), accept: 'multipart/mixed' },
    body: textBody(text, `multipart/mixed; boundary=${boundary}`),
    expect: 'text',
  }
}

/** The answer to the request itself, where it went inside of a batch. @throws what the connector makes of its error */
export function unwrap(service: Service, answer: Answer, plan: { name: string; kind: OperationKind }): Answer {
  const type = answer.header('content-type') ?? ''
  if (typeof answer.body !== 'string' || !/^multipart\/mixed/i.test(type)) return answer
  const [part] = readMultipart(answer.body, type).flat()
  if (part === undefined) throw notABatch(answer.status)
  const inner = innerAnswer(part.status, part.headers, part.body)
  const error = service.client.judge(inner, plan)
  if (error !== undefined) throw error
  return inner
}
