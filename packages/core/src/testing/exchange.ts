import { type Clock, sleep } from '../time.ts'
import type { Fault, Faults } from './faults.ts'
import type { SandboxLimit } from './limits.ts'
import { LoggedRequest, type RequestLog } from './log.ts'
import { toOutcome } from './outcome.ts'
import { NOWHERE, type Place } from './places.ts'
import { html, json, Reply, redirect, text } from './reply.ts'
import { type BodyReplies, type RawRequest, SandboxRequest } from './request.ts'
import type { Outcome, SandboxDefinition } from './types.ts'

export interface Engine {
  readonly clock: Clock
  readonly log: RequestLog
  readonly faults: Faults
  readonly limits: readonly SandboxLimit[]
  limitsOn: boolean
  latency: number
}

/** The life of one request: fault, route, credentials, limits, handler, damage, delay. */
export function createExchange<State extends object>(
  definition: SandboxDefinition<State>,
  engine: Engine,
  places: ReadonlyMap<string, Place>,
): (raw: RawRequest) => Outcome | Promise<Outcome> {
  const decorate = definition.decorate ?? ((reply: Reply) => reply)
  const notFound = definition.notFound ?? (() => json({ message: 'Not Found' }, 404))
  const methodNotAllowed =
    definition.methodNotAllowed ??
    ((_request: SandboxRequest, allowed: readonly string[]) =>
      json({ message: 'Method Not Allowed' }, 405, { allow: allowed.join(', ') }))
  const bodies: BodyReplies = {
    malformed: definition.malformedBody ?? (() => json({ message: 'Malformed body' }, 400)),
    unsupported: definition.unsupportedBody ?? (() => json({ message: 'Unsupported Media Type' }, 415)),
  }

  return (raw) => {
    const place = places.get(raw.origin) ?? NOWHERE
    const request = new SandboxRequest(raw, place.base, engine.clock.now(), bodies)
    const record = new LoggedRequest(raw, request)
    engine.log.add(record)
    const fault = engine.faults.pick(request)
    record.fault = fault?.with
    if (fault?.with === 'unreachable') return { type: 'unreachable' }
    if (fault?.with === 'resetBefore') return { type: 'reset' }
    if (fault?.with === 'stall') return { type: 'stall' }

    const finish = (reply: Reply): Outcome | Promise<Outcome> => {
      const outcome = toOutcome(decorate(reply, request), fault)
      const delay = engine.latency + (fault?.with === 'slow' ? fault.ms : 0)
      if (delay === 0) return told(outcome)
      return sleep(engine.clock, delay, raw.signal).then(
        () => told(outcome),
        // The client has gone: nobody is there to see an answer.
        (): Outcome => ({ type: 'reset' }),
      )
    }
    const told = (outcome: Outcome): Outcome => {
      if (outcome.type === 'answer') record.status = outcome.status
      return outcome
    }
    const answered = (reply: Reply | Promise<Reply>) => (reply instanceof Promise ? reply.then(finish) : finish(reply))

    const instead = fault && insteadOfProcessing(fault, request)
    return answered(instead ?? process(place, request, record))
  }

  function process(place: Place, request: SandboxRequest, record: LoggedRequest): Reply | Promise<Reply> {
    const { base } = place
    const inside = request.pathname === base || request.pathname.startsWith(`${base}/`)
    if (!inside) return notFound(request)
    const found = place.match(request.method, request.path)
    if (!found.route) return found.allowed.length > 0 ? methodNotAllowed(request, found.allowed) : notFound(request)
    request.params = found.params
    record.login = found.route.login ?? false
    if (definition.auth && !found.route.public) {
      const checked = definition.auth.check(request)
      if (checked instanceof Reply) return checked
      request.account = checked.account
      record.account = checked.account
    }
    const limits = engine.limitsOn && !found.route.unlimited ? engine.limits : []
    const admitted: SandboxLimit[] = []
    const release = () => {
      for (const limit of admitted) limit.release?.(request)
    }
    for (const limit of limits) {
      const refusal = limit.admit(request)
      if (refusal) {
        release()
        return withHeaders(refusal, limits, request)
      }
      admitted.push(limit)
    }
    record.processed = true
    const done = (value: unknown): Reply => {
      release()
      const reply = value instanceof Reply ? value : value === undefined ? notFound(request) : json(value)
      return withHeaders(reply, limits, request)
    }
    const failed = (thrown: unknown): Reply => {
      if (thrown instanceof Reply) return done(thrown)
      record.error = thrown
      return done(text(`The sandbox's handler of ${request.method} ${request.path} failed: ${String(thrown)}`, 500))
    }
    try {
      const value = found.route.handler(request)
      return value instanceof Promise ? value.then(done, failed) : done(value)
    } catch (thrown) {
      return failed(thrown)
    }
  }

  function insteadOfProcessing(fault: Fault, request: SandboxRequest): Reply | undefined {
    switch (fault.with) {
      case 'rateLimit': {
        const seconds = fault.retryAfter ?? 1
        const refuse = engine.limits[0]?.reject
        return (
          refuse?.(seconds, request) ?? json({ message: 'Too Many Requests' }, 429, { 'retry-after': String(seconds) })
        )
      }
      case 'status':
        return typeof fault.body === 'string'
          ? text(fault.body, fault.status, fault.headers)
          : json(fault.body ?? { message: 'Server Error' }, fault.status, fault.headers)
      case 'htmlPage':
        return html(
          fault.body ?? '<!doctype html><html><body><h1>Please sign in</h1></body></html>',
          fault.status ?? 200,
        )
      case 'redirect':
        return redirect(fault.to, fault.status)
      default:
        return undefined
    }
  }
}

function withHeaders(reply: Reply, limits: readonly SandboxLimit[], request: SandboxRequest): Reply {
  let headers: Record<string, string> | undefined
  for (const limit of limits) if (limit.headers) headers = { ...headers, ...limit.headers(request) }
  return headers ? new Reply(reply.status, { ...headers, ...reply.headers }, reply.body) : reply
}
