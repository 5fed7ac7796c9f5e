import { json, Reply } from '@bpmcentr/core/testing'
import { boundaryOf, headed, split } from '../batch/multipart.ts'
import type { Incoming } from './incoming.ts'
import type { Wire } from './wire.ts'
import type { World } from './world.ts'

/** Answers one request; handed in, since batches hold requests and requests may be batches. */
type One = (world: World, incoming: Incoming, root: string) => Reply

interface Inner {
  readonly id: string | undefined
  readonly method: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export function answerBatch(wire: Wire, incoming: Incoming, one: One): Reply {
  const { world } = wire
  if (incoming.method !== 'POST') throw world.refuse(405, '19', 'Method Not Allowed')
  const old = world.version === '2.0' || world.version === '3.0'
  const { batch = old ? ['multipart'] : ['multipart', 'json'] } = world.options
  const type = incoming.header('content-type') ?? ''
  const format = /^multipart\/mixed/i.test(type) ? 'multipart' : /json/i.test(type) ? 'json' : undefined
  if (format === undefined || !batch.includes(format))
    throw world.refuse(batch.length === 0 ? 501 : 415, '21', '$batch is not offered in this format')
  const goOn = /continue-on-error(?!=false)/.test(incoming.header('prefer') ?? '') && !old
  const run = runner(wire, one)
  return format === 'json' ? jsonBatch(world, incoming, run, goOn) : multipartBatch(world, incoming, type, run, goOn)
}

/** Runs requests, and knows what earlier ones made. */
function runner({ world, root }: Wire, one: One) {
  const made = new Map<string, string>()
  return (inner: Inner): Reply => {
    const url = inner.url.replace(/^\$([\w-]+)/, (all, id: string) => made.get(id) ?? all)
    const relative = url.startsWith(root)
      ? url.slice(root.length)
      : url.replace(new URL(root).pathname, '').replace(/^\//, '')
    const question = relative.indexOf('?')
    const body = inner.body.replace(/"\$([\w-]+)"/g, (all, id: string) =>
      made.has(id) ? JSON.stringify(made.get(id)) : all,
    )
    const incoming: Incoming = {
      method: inner.method,
      path: question < 0 ? relative : relative.slice(0, question),
      query: question < 0 ? '' : relative.slice(question + 1),
      header: (name) => inner.headers.get(name.toLowerCase()),
      object: () => {
        if (!/json/i.test(inner.headers.get('content-type') ?? ''))
          throw world.refuse(415, '3', 'Unsupported Media Type')
        try {
          return JSON.parse(body) as Record<string, unknown>
        } catch {
          throw world.refuse(400, '2', 'the body is not JSON')
        }
      },
      text: () => body,
      bytes: () => new TextEncoder().encode(body),
    }
    const reply =
      incoming.path === '$batch' ? world.refuse(400, '2', 'a batch inside of a batch') : one(world, incoming, root)
    const location = reply.headers.location
    if (inner.id !== undefined && typeof location === 'string') made.set(inner.id, location.slice(root.length))
    return reply
  }
}

type Run = ReturnType<typeof runner>

const failed = (reply: Reply) => reply.status >= 400

/** All together, or none: the first failure undoes what came before. */
function atomically(
  world: World,
  inners: readonly Inner[],
  run: Run,
): { replies: Reply[]; culprit: Inner | undefined } {
  const restore = world.store.snapshot()
  const replies: Reply[] = []
  for (const inner of inners) {
    const reply = run(inner)
    replies.push(reply)
    if (!failed(reply)) continue
    restore()
    return { replies, culprit: inner }
  }
  return { replies, culprit: undefined }
}

function multipartBatch(world: World, incoming: Incoming, type: string, run: Run, goOn: boolean): Reply {
  const text = incoming.text()
  if (/(?<!\r)\n/.test(text.slice(0, 500))) throw world.refuse(400, '2', 'lines must end in CRLF')
  const parts = split(text, boundaryOf(type))
  const out: string[] = []
  let count = 0
  for (const part of parts) {
    const { headers, rest } = headed(part)
    const own = headers.get('content-type') ?? ''
    const set = /^multipart\/mixed/i.test(own)
    const inners = set ? split(rest, boundaryOf(own)).map((each) => innerOf(world, each)) : [innerOf(world, part)]
    count += inners.length
    if (count > (world.options.batchLimit ?? 1_000)) throw world.refuse(400, '2', 'too many requests in one batch')
    if (set && inners.some(({ method }) => method === 'GET'))
      throw world.refuse(400, '2', 'a change set holds no reads')
    const needsSet = world.version === '2.0' || world.version === '3.0'
    if (!set && needsSet && inners[0]?.method !== 'GET') throw world.refuse(400, '2', 'writes belong into change sets')
    const { replies, culprit } = set ? atomically(world, inners, run) : { replies: inners.map(run), culprit: undefined }
    if (culprit !== undefined) out.push(partText(replies.at(-1) as Reply, culprit.id))
    else if (set) out.push(nestedText(replies, inners))
    else out.push(partText(replies[0] as Reply, undefined))
    if (replies.some(failed) && !goOn) break
  }
  const body = [...out.map((part) => `--batchresponse\r\n${part}`), '--batchresponse--', ''].join('\r\n')
  const status = world.version === '2.0' || world.version === '3.0' ? 202 : 200
  return new Reply(status, { 'content-type': 'multipart/mixed; boundary=batchresponse' }, body)
}

function innerOf(world: World, part: string): Inner {
  const { headers, rest } = headed(part)
  if (!/^application\/http/i.test(headers.get('content-type') ?? ''))
    throw world.refuse(400, '2', 'a part is no request')
  const end = rest.indexOf('\r\n')
  const [method = '', url = '', protocol] = (end < 0 ? rest : rest.slice(0, end)).split(' ')
  if (protocol !== 'HTTP/1.1') throw world.refuse(400, '2', 'a part is no request')
  const inner = headed(rest.slice(end + 2))
  return {
    id: headers.get('content-id') ?? inner.headers.get('content-id'),
    method,
    url,
    headers: inner.headers,
    body: inner.rest,
  }
}

function partText(reply: Reply, id: string | undefined): string {
  const head = [
    'content-type: application/http',
    'content-transfer-encoding: binary',
    ...(id === undefined ? [] : [`content-id: ${id}`]),
  ]
  const headers = Object.entries(reply.headers).map(([name, value]) => `${name}: ${String(value)}`)
  const body = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body)
  return [...head, '', `HTTP/1.1 ${reply.status} Status`, ...headers, '', body].join('\r\n')
}

function nestedText(replies: readonly Reply[], inners: readonly Inner[]): string {
  const parts = replies.map((reply, index) => `--changesetresponse\r\n${partText(reply, inners[index]?.id)}`)
  return ['content-type: multipart/mixed; boundary=changesetresponse', '', ...parts, '--changesetresponse--'].join(
    '\r\n',
  )
}

interface JsonRequest {
  readonly id?: unknown
  readonly method?: unknown
  readonly url?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly atomicityGroup?: string
  readonly dependsOn?: readonly string[]
}

function jsonBatch(world: World, incoming: Incoming, run: Run, goOn: boolean): Reply {
  const { requests } = incoming.object() as { requests?: readonly JsonRequest[] }
  if (!Array.isArray(requests) || requests.length === 0) throw world.refuse(400, '2', 'no requests')
  if (requests.length > (world.options.batchLimit ?? 1_000))
    throw world.refuse(400, '2', 'too many requests in one batch')
  const ids = requests.map(({ id }) => String(id))
  if (new Set(ids).size !== ids.length) throw world.refuse(400, '2', 'ids must be unique')
  const responses: object[] = []
  const bad = new Set<string>()
  for (let index = 0; index < requests.length; ) {
    const group = requests[index]?.atomicityGroup
    const size = group === undefined ? 1 : requests.slice(index).findIndex((each) => each.atomicityGroup !== group)
    const chunk = requests.slice(index, size < 0 ? undefined : index + size)
    index += chunk.length
    const dependent = chunk.some(({ dependsOn }) => dependsOn?.some((id: string) => bad.has(id)))
    const inners = chunk.map(jsonInner)
    if (dependent) {
      for (const { id } of inners) responses.push({ id, status: 424, headers: {} })
      continue
    }
    const { replies, culprit } =
      group === undefined ? { replies: inners.map(run), culprit: undefined } : atomically(world, inners, run)
    // As real services do, the members before the failed one still say what they said before they were undone.
    for (const [at, reply] of replies.entries()) responses.push(jsonResponse(inners[at] as Inner, reply, group))
    const broken = culprit !== undefined || replies.some(failed)
    if (broken)
      for (const name of [...inners.map(({ id }) => String(id)), ...(group === undefined ? [] : [group])]) bad.add(name)
    if (broken && !goOn) break
  }
  return json({ responses })
}

function jsonInner(request: JsonRequest): Inner {
  const headers = new Map(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  if (request.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  const body =
    request.body === undefined ? '' : typeof request.body === 'string' ? request.body : JSON.stringify(request.body)
  return {
    id: String(request.id),
    method: String(request.method).toUpperCase(),
    url: String(request.url),
    headers,
    body,
  }
}

function jsonResponse(inner: Inner, reply: Reply, group: string | undefined): object {
  const text = typeof reply.body === 'string' ? reply.body : ''
  const isJson = /json/.test(String(reply.headers['content-type'] ?? ''))
  return {
    id: inner.id,
    status: reply.status,
    headers: reply.headers,
    ...(group === undefined ? {} : { atomicityGroup: group }),
    ...(text === '' ? {} : { body: isJson ? JSON.parse(text) : text }),
  }
}
