import type { RawRequest } from './request.ts'
import type { Outcome } from './types.ts'

const NULL_BODY = new Set([101, 204, 205, 304])

/**
 * Answers a `Request` with a `Response`, as `fetch` would. A dead connection rejects with a TypeError; an unanswered
 * request stays open until its signal aborts or `waiting` ends it. `wire` is for interceptors that play the response back
 * as bytes to a real client, which then finds the damage itself.
 */
export function handleWith(
  exchange: (request: RawRequest) => Outcome | Promise<Outcome>,
  waiting: Set<() => void>,
  as: 'fetch' | 'wire' = 'fetch',
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { signal } = request
    const aborted = () => signal.reason ?? new DOMException('This operation was aborted', 'AbortError')
    if (signal.aborted) throw aborted()
    const outcome = await exchange(await toRaw(request))
    if (signal.aborted) throw aborted()
    if (outcome.type === 'answer') return toResponse(outcome, signal, waiting, as)
    if (outcome.type !== 'stall') throw new TypeError('fetch failed')
    return await new Promise<never>((_, reject) => {
      const end = () => {
        signal.removeEventListener('abort', onAbort)
        reject(new TypeError('fetch failed'))
      }
      const onAbort = () => {
        waiting.delete(end)
        reject(aborted())
      }
      waiting.add(end)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}

async function toRaw(request: Request): Promise<RawRequest> {
  const { origin, pathname, search } = new URL(request.url)
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
  return {
    method: request.method,
    origin,
    target: pathname + search,
    headers: Object.fromEntries(request.headers),
    body,
    signal: request.signal,
  }
}

type Answer = Extract<Outcome, { type: 'answer' }>

function toResponse(outcome: Answer, signal: AbortSignal, waiting: Set<() => void>, as: 'fetch' | 'wire'): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(outcome.headers)) {
    for (const each of typeof value === 'string' ? [value] : value) headers.append(name, each)
  }
  const init = { status: outcome.status, headers }
  if (NULL_BODY.has(outcome.status)) return new Response(null, init)
  if (outcome.ending === 'complete' && (as === 'wire' || !outcome.undecodable))
    return new Response(outcome.body as BodyInit, init)
  // What fetch shows of it: the damage appears while the body is read.
  if (as === 'fetch') {
    headers.delete('content-encoding')
    headers.delete('content-length')
  }
  return new Response(damagedBody(outcome, signal, waiting), init)
}

function damagedBody(outcome: Answer, signal: AbortSignal, waiting: Set<() => void>): ReadableStream<Uint8Array> {
  const { body, undecodable, ending } = outcome
  const data = typeof body === 'string' ? new TextEncoder().encode(body) : body
  let started = false
  return new ReadableStream({
    pull(controller) {
      if (!started && !undecodable && data.length > 0) {
        started = true
        controller.enqueue(data)
        return undefined
      }
      if (ending !== 'open') {
        // Not in the same turn: an interceptor would drop the head together with the body.
        return new Promise((resolve) => {
          setTimeout(() => {
            controller.error(new TypeError('terminated'))
            resolve()
          })
        })
      }
      return new Promise((resolve) => {
        const end = (reason: unknown) => {
          waiting.delete(endReset)
          controller.error(reason)
          resolve()
        }
        const endReset = () => end(new TypeError('terminated'))
        waiting.add(endReset)
        signal.addEventListener('abort', () => end(signal.reason), { once: true })
      })
    },
  })
}
