import { gzipSync } from 'node:zlib'
import type { Fault } from './faults.ts'
import type { Reply, ReplyHeaders } from './reply.ts'
import type { Outcome } from './types.ts'

/** The answer, damaged as the fault says. */
export function toOutcome(reply: Reply, fault: Fault | undefined): Outcome {
  const whole = { type: 'answer', status: reply.status, headers: reply.headers, undecodable: false } as const
  switch (fault?.with) {
    case 'resetAfter':
      return { type: 'reset' }
    case 'stallAfter':
      return { type: 'stall' }
    case 'resetDuring':
      return { ...whole, headers: announcing(reply, 0), body: half(reply.body), ending: 'broken' }
    case 'stallBody':
      return { ...whole, headers: announcing(reply, 0), body: half(reply.body), ending: 'open' }
    case 'truncatedJson':
      return { ...whole, body: half(reply.body), ending: 'complete' }
    case 'wrongLength':
      return { ...whole, headers: announcing(reply, 64), body: reply.body, ending: 'broken' }
    case 'badGzip': {
      const headers = { ...reply.headers, 'content-encoding': 'gzip' }
      return { ...whole, headers, body: damagedGzip(reply.body), ending: 'complete', undecodable: true }
    }
    default:
      return { ...whole, body: reply.body, ending: 'complete' }
  }
}

function half(body: string | Uint8Array): string | Uint8Array {
  return body.slice(0, Math.floor(body.length / 2))
}

/** The headers with a length: that of the whole body, plus `more` bytes that never come. */
function announcing(reply: Reply, more: number): ReplyHeaders {
  const size = typeof reply.body === 'string' ? new TextEncoder().encode(reply.body).length : reply.body.length
  return { ...reply.headers, 'content-length': String(size + more) }
}

/** The ten bytes of the header stay whole, so that it is taken for gzip; what follows is not a deflate stream. */
function damagedGzip(body: string | Uint8Array): Uint8Array {
  const compressed = Uint8Array.from(gzipSync(body))
  compressed.fill(0xff, 10)
  return compressed
}
