import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { closedPort, type Fault, faultServer, headOf, httpAnswer } from '../support/faultServer.ts'

export type TransportName = 'ky' | 'undici'

/** How a call ended, and what the server saw of it. */
export interface Outcome {
  /** The error's class; undefined for a success. */
  readonly error?: string
  readonly code?: string
  readonly sent?: string
  /** As the error counts them. */
  readonly attempts?: number
  /** Whole requests that reached the server. */
  readonly received: number
}

export interface Cell {
  readonly kind: 'read' | 'create'
  /** Retries after the first attempt. */
  readonly retries: number
  readonly transport: TransportName
}

export interface Target {
  readonly url: string
  readonly received: () => number
  readonly open: () => number
}

export interface Row {
  readonly name: string
  readonly target: () => Promise<Target>
  readonly expected: (cell: Cell) => Outcome
  /** Milliseconds of the test's fast clock for one attempt. */
  readonly attemptTimeout?: number
}

export const THING = '{"id":1,"name":"a"}'
const OK = httpAnswer({ body: THING })

export async function served(onRequest: Fault, options: { tls?: boolean } = {}): Promise<Target> {
  const server = await faultServer({ onRequest, ...options })
  return { url: `${server.url}/v1/`, received: () => server.received.length, open: server.carrying }
}

const nobody = (url: string): Target => ({ url: `${url}/v1/`, received: () => 0, open: () => 0 })

/** Nothing left the machine: everything may be tried again. */
const notSent =
  (code: string) =>
  ({ retries }: Cell): Outcome => ({ error: 'NetworkError', code, sent: 'no', attempts: retries + 1, received: 0 })

/** The request may have arrived: a read is tried again, of a create nobody knows. */
const broken =
  (error: string, code: string, sent = 'maybe') =>
  ({ kind, retries }: Cell): Outcome =>
    kind === 'create'
      ? unknown
      : {
          error,
          code,
          sent,
          attempts: retries + 1,
          received: retries + 1,
        }

const unknown: Outcome = {
  error: 'OutcomeUnknownError',
  code: 'outcome_unknown',
  sent: 'maybe',
  attempts: 1,
  received: 1,
}

const lost = (code: string) => broken('NetworkError', code)
/** Whether a platform calls an answer that ends too early a broken connection or broken HTTP depends on its timing. */
const cut = lost(expect.stringMatching(/^(?:reset|protocol)$/))
const stuck = broken('TimeoutError', 'timeout')
const unreadable = (code: string) => broken('ResponseMismatchError', code, 'yes')

/** Repeating won't help; a create may have happened all the same. */
const useless =
  (code: string, received = 1) =>
  ({ kind }: Cell): Outcome =>
    kind === 'create' ? unknown : { error: 'ResponseMismatchError', code, sent: 'yes', attempts: 1, received }

/** Refused by HTTP's own meaning: not even a create has happened. */
const final = (code: string) => (): Outcome => ({
  error: 'ResponseMismatchError',
  code,
  sent: 'yes',
  attempts: 1,
  received: 1,
})

const fine = (): Outcome => ({ received: 1 })

const later = (run: () => void) => setTimeout(run, 3)
const reset = (socket: Socket) => later(() => socket.resetAndDestroy())
const send =
  (bytes: string | Buffer): Fault =>
  (socket) =>
    socket.end(bytes)
const sendThenReset =
  (bytes: Buffer): Fault =>
  (socket) =>
    void socket.write(bytes, () => reset(socket))
const sendThenHang =
  (bytes: Buffer): Fault =>
  (socket) =>
    void socket.write(bytes)

const row = (name: string, fault: Fault, expected: Row['expected'], more: Partial<Row> = {}): Row => ({
  name,
  target: () => served(fault),
  expected,
  ...more,
})

const zipped = gzipSync(
  JSON.stringify({ id: 1, name: 'a'.repeat(50), more: Array.from({ length: 500 }, (_, i) => i * 7919) }),
)
const corrupt = Buffer.from(zipped).fill(0xff, 20, 60)
const gzip = { headers: ['content-encoding: gzip'] }
const QUICK = { attemptTimeout: 25_000 }

function drip(socket: Socket, bytes: Buffer, every: number): void {
  let at = 0
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) {
      clearInterval(timer)
      socket.end()
    } else socket.write(bytes.subarray(at, ++at))
  }, every)
}

const redirect = (status: number, location: string) => send(httpAnswer({ status, headers: [`location: ${location}`] }))

export const rows: readonly Row[] = [
  { name: 'a connection refused', target: async () => nobody(await closedPort()), expected: notSent('refused') },
  { name: 'an unknown host', target: async () => nobody('http://nowhere.invalid'), expected: notSent('dns') },
  {
    name: 'a certificate nobody vouches for',
    target: () => served(send(OK), { tls: true }),
    expected: notSent('tls'),
  },
  {
    name: 'plain HTTP where TLS was expected',
    target: async () => {
      const plain = await served(send(OK))
      return { ...plain, url: plain.url.replace('http:', 'https:') }
    },
    expected: notSent('tls'),
  },

  row('a reset before the headers', reset, lost('reset')),
  row('a close before the headers', (socket) => socket.end(), lost('reset')),
  row('a reset within the headers', sendThenReset(OK.subarray(0, 30)), lost('reset')),
  row('a close within the headers', send(OK.subarray(0, 30)), lost('reset')),
  row('a reset after the headers', sendThenReset(headOf(OK)), cut),
  row('a reset in the body', sendThenReset(OK.subarray(0, OK.length - 5)), cut),
  row('a length longer than the body', send(httpAnswer({ body: THING, length: 500 })), cut),
  row(
    'chunks that end early',
    send(
      Buffer.concat([
        httpAnswer({ length: null, headers: ['transfer-encoding: chunked'] }),
        Buffer.from('13\r\n{"id"'),
      ]),
    ),
    cut,
  ),
  row(
    'chunks that a reset cuts',
    sendThenReset(
      Buffer.concat([
        httpAnswer({ length: null, headers: ['transfer-encoding: chunked'] }),
        Buffer.from('5\r\n{"id"\r\n'),
      ]),
    ),
    cut,
  ),
  row('an answer that is not HTTP', send('SSH-2.0-OpenSSH_9.6\r\n\r\n'), lost('protocol')),
  row('headers without an end', send(httpAnswer({ headers: [`x-long: ${'a'.repeat(100_000)}`] })), lost('protocol')),
  row('two lengths that differ', send(httpAnswer({ body: THING, headers: ['content-length: 3'] })), lost('protocol')),
  row('a corrupted gzip', send(httpAnswer({ ...gzip, body: corrupt })), lost('decode')),
  {
    ...row(
      'a gzip cut off',
      send(httpAnswer({ ...gzip, body: zipped.subarray(0, zipped.length / 2) })),
      lost('decode'),
    ),
    // The platform's `fetch` hands over what it could unpack; then the JSON does not end.
    expected: (cell) => (cell.transport === 'ky' ? unreadable('response_malformed') : lost('decode'))(cell),
  },
  row('a server error cut off', sendThenReset(httpAnswer({ status: 500, body: '{"mess', length: 90 })), cut),

  row('a stall before the headers', () => undefined, stuck, QUICK),
  row('a stall within the headers', sendThenHang(OK.subarray(0, 30)), stuck, QUICK),
  row('a stall after the headers', sendThenHang(headOf(OK)), stuck, QUICK),
  row('a stall in the body', sendThenHang(OK.subarray(0, OK.length - 5)), stuck, QUICK),
  row(
    'a drip that never ends',
    (socket) => drip(socket, httpAnswer({ length: 9e9, body: ' '.repeat(9_000) }), 5),
    stuck,
    QUICK,
  ),

  row(
    'a page of HTML with 200',
    send(httpAnswer({ headers: ['content-type: text/html'], body: '<p>Hi' })),
    unreadable('response_not_json'),
  ),
  row(
    'HTML that says it is JSON',
    send(httpAnswer({ body: '<!doctype html><p>Hi' })),
    unreadable('response_malformed'),
  ),
  row(
    'JSON cut off, with the right length',
    send(httpAnswer({ body: THING.slice(0, -5) })),
    unreadable('response_malformed'),
  ),
  row('a length shorter than the body', send(httpAnswer({ body: THING, length: 9 })), unreadable('response_malformed')),
  row(
    'HTTP/1.0 cut off at the end of the connection',
    send(httpAnswer({ version: '1.0', length: null, body: THING.slice(0, -5) })),
    unreadable('response_malformed'),
  ),

  row(
    'a gzip bomb',
    send(httpAnswer({ ...gzip, body: gzipSync(Buffer.alloc(20_000_000, 32)) })),
    useless('response_too_large'),
  ),
  row('an answer over the cap', send(httpAnswer({ body: Buffer.alloc(2_000_000, 32) })), useless('response_too_large')),
  row(
    'a redirect to another origin (302)',
    redirect(302, 'https://evil.invalid/v1/things/1'),
    useless('response_redirect'),
  ),
  row(
    'a redirect after the deed (303)',
    redirect(303, 'https://evil.invalid/v1/things/1'),
    useless('response_redirect'),
  ),
  row(
    'a redirect to another origin (307)',
    redirect(307, 'https://evil.invalid/v1/things/1'),
    final('response_redirect'),
  ),
  row('a redirect to nowhere', redirect(308, 'http://['), final('response_redirect')),
  row('a redirect in circles (308)', redirect(308, '/v1/things/1'), (cell) =>
    cell.kind === 'read'
      ? { error: 'ResponseMismatchError', code: 'response_redirect', sent: 'yes', attempts: 1, received: 6 }
      : final('response_redirect')(),
  ),

  row('a reset after the whole answer', sendThenReset(OK), fine),
  row('a drip that ends', (socket) => drip(socket, OK, 1), fine, { attemptTimeout: 600_000 }),
  row(
    'interim answers before the real one',
    send(
      Buffer.concat([Buffer.from('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), OK]),
    ),
    fine,
  ),
  row(
    'headers that come twice',
    send(
      httpAnswer({
        body: THING,
        headers: [
          'x-request-id: 1',
          'x-request-id: 2',
          'content-type: application/json',
          'set-cookie: a=1',
          'set-cookie: b=2',
        ],
      }),
    ),
    fine,
  ),
  row('HTTP/1.0 without a length', send(httpAnswer({ version: '1.0', length: null, body: THING })), fine),
  row('an empty 200', send(httpAnswer({})), fine),
]
