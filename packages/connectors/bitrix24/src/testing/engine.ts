import { json, type Reply, type SandboxRequest } from '@bpmcentr/core/testing'
import { commandsIn, paramsOf, phpMap, type Results } from './batch.ts'
import { iso } from './items.ts'
import type { Answered, Method } from './method.ts'
import type { OperatingMeter } from './operating.ts'
import { mapIn, type Params } from './params.ts'
import { RpcError } from './rpcError.ts'
import type { World } from './world.ts'

export interface EngineOptions {
  readonly world: World
  readonly methods: ReadonlyMap<string, Method>
  readonly meter: OperatingMeter
  /** Seconds of execution that a call costs. */
  readonly cost: (method: string) => number
  /** Whether limits are kept at the moment. */
  readonly limited: () => boolean
}

interface Caller {
  readonly account: string
  readonly app: boolean
  readonly at: number
}

const UNFIT = /^(?:batch|disk\.folder\.uploadfile|disk\.file\.uploadversion)$/
const MOST = 50

/** Runs methods: the `/rest/…` part of a portal. */
export class Engine {
  readonly #options: EngineOptions

  constructor(options: EngineOptions) {
    this.#options = options
  }

  /** A call of REST v2. Parameters of the query count too, the body's win; JSON that does not parse is as good as none. */
  answer(request: SandboxRequest): Reply {
    const { params } = request
    const name = String(params.method)
      .replace(/\.json$/i, '')
      .toLowerCase()
    const { auth: _auth, ...given } = { ...request.query.nested, ...bodyOf(request) } as Params
    const caller: Caller = { account: request.account, app: params.secret === undefined, at: request.at }
    try {
      if (name === 'batch') return json(this.#batch(given, caller))
      const { result, time } = this.#call(name, given, caller)
      return json({ ...result, time })
    } catch (thrown) {
      if (!(thrown instanceof RpcError)) throw thrown
      return json({ error: thrown.code, error_description: thrown.message }, thrown.status)
    }
  }

  #call(name: string, params: Params, caller: Caller): { readonly result: Answered; readonly time: object } {
    const { world, methods, meter, cost, limited } = this.#options
    const method = methods.get(name)
    if (method === undefined) throw new RpcError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)
    if (limited() && !meter.allows(caller.account, name, caller.at)) {
      throw new RpcError('OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.', 429)
    }
    const result = method(params, { world, at: caller.at, app: caller.app })
    const seconds = cost(name)
    return { result, time: { ...timeOf(caller.at, seconds), ...meter.add(caller.account, name, caller.at, seconds) } }
  }

  #batch({ cmd, halt }: Params, caller: Caller): object {
    const commands = commandsIn(cmd)
    if (commands.length > MOST) throw new RpcError('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded')
    const results: Results = { result: {}, next: {}, total: {}, time: {}, error: {} }
    let seconds = 0
    for (const { key, method, query } of commands) {
      const name = method.replace(/\.json$/i, '').toLowerCase()
      try {
        if (UNFIT.test(name))
          throw new RpcError('ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage')
        const { result, time } = this.#call(name, paramsOf(query, results), caller)
        results.result[key] = result.result
        if (result.total !== undefined) results.total[key] = result.total
        if (result.next !== undefined) results.next[key] = result.next
        results.time[key] = time
        seconds += this.#options.cost(name)
      } catch (thrown) {
        if (!(thrown instanceof RpcError)) throw thrown
        results.error[key] = { error: thrown.code, error_description: thrown.message }
        if (String(halt ?? 0) === '1') break
      }
    }
    return {
      result: {
        result: phpMap(results.result),
        result_error: phpMap(results.error),
        result_total: phpMap(results.total),
        result_next: phpMap(results.next),
        result_time: phpMap(results.time),
      },
      time: timeOf(caller.at, seconds),
    }
  }
}

/** Parameters out of the body: JSON, or a form with PHP's brackets. */
export function bodyOf(request: SandboxRequest): Params {
  if (/^application\/x-www-form-urlencoded\b/i.test(request.header('content-type') ?? '')) return request.form().nested
  try {
    return mapIn(JSON.parse(request.text()))
  } catch {
    return {}
  }
}

function timeOf(at: number, seconds: number): object {
  const start = at / 1_000
  return {
    start,
    finish: start + seconds,
    duration: seconds,
    processing: seconds,
    date_start: iso(at),
    date_finish: iso(at + seconds * 1_000),
  }
}
