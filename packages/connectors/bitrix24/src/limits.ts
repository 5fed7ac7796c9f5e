import { type Answer, type BudgetReport, type Limit, type LimitRequest, reported, tokenBucket } from '@bpmcentr/core'
import { methodOf } from './method.ts'

/** Counter per portal and source address: https://apidocs.bitrix24.com/limits.html */
const STANDARD = { capacity: 50, refill: 2, per: 1_000 }
const ENTERPRISE = { capacity: 250, refill: 5, per: 1_000 }

/**
 * Left unused: it is not documented whether the counter drains evenly or in steps of a second, and requests sent apart may
 * arrive together.
 */
const RESERVE = 3

/** Seconds of execution a method may use in ten minutes, for each application or webhook. */
const OPERATING = 480
const WINDOW = 600_000
const MARGIN = 10

export type Plan = 'standard' | 'enterprise'

/** What Bitrix24 counts. */
export function bitrix24Limits(plan: Plan): readonly Limit[] {
  return [
    tokenBucket({ ...(plan === 'enterprise' ? ENTERPRISE : STANDARD), reserve: RESERVE }),
    reported({ budget: 'operating', max: OPERATING, margin: MARGIN, window: WINDOW, key: keysOf }),
  ]
}

interface Time {
  readonly operating?: unknown
  readonly operating_reset_at?: unknown
}

/** What an answer says about the seconds used: `time` of a single call, `result_time` of each command of a batch. */
export function operatingIn({ body }: Answer, _operation: string, request: LimitRequest): BudgetReport[] {
  if (typeof body !== 'object' || body === null) return []
  const { time, result } = body as { time?: Time; result?: { result_time?: Record<string, Time> } | null }
  const commands = commandsOf(request)
  if (commands === undefined) return report(methodOf(request.path ?? ''), request, time)
  const times = result?.result_time
  if (typeof times !== 'object' || times === null) return []
  const latest = new Map<string, Time>()
  for (const [key, command] of Object.entries(commands)) {
    const told = times[key]
    if (told === undefined) continue
    const method = methodOf(command)
    const known = latest.get(method)
    if (known === undefined || Number(told.operating) >= Number(known.operating)) latest.set(method, told)
  }
  return [...latest].flatMap(([method, told]) => report(method, request, told))
}

function report(method: string, request: LimitRequest, time: Time | undefined): BudgetReport[] {
  const { operating, operating_reset_at: resetAt } = time ?? {}
  if (typeof operating !== 'number') return []
  const key = keyOf(method, request)
  if (typeof resetAt !== 'number') return [{ budget: 'operating', key, used: operating }]
  return [{ budget: 'operating', key, used: operating, resetAt: resetAt * 1_000 }]
}

function keysOf(request: LimitRequest): readonly string[] {
  const commands = commandsOf(request)
  const methods = commands === undefined ? [request.path ?? ''] : Object.values(commands)
  return [...new Set(methods.map((text) => keyOf(methodOf(text), request)))]
}

/** Two webhooks of one portal share the bucket but not the seconds. */
function keyOf(method: string, { account }: LimitRequest): string {
  return `${account ?? ''} ${method}`
}

function commandsOf({ input, path }: LimitRequest): Readonly<Record<string, string>> | undefined {
  if (methodOf(path ?? '') !== 'batch') return undefined
  const { cmd } = (input ?? {}) as { cmd?: Readonly<Record<string, string>> }
  return typeof cmd === 'object' && cmd !== null ? cmd : {}
}
