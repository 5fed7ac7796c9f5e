import type { SubscriptionFailure } from '../../errors/index.ts'
import { safeText } from '../../redact/safeText.ts'

/** Why BPM Centr says no. */
export interface Denied {
  readonly state: 'denied'
  readonly reason: Exclude<SubscriptionFailure, 'unreachable'>
  /** The key itself was refused, which asks for another cure than an ended subscription. */
  readonly key: boolean
  readonly status: number
  /** BPM Centr's own words. */
  readonly said: string | undefined
  /** The account it is bound to, when that is another one. */
  readonly boundTo: string | undefined
}

export interface Allowed {
  readonly state: 'allowed'
  /** Epoch milliseconds. In the days of grace after a failed payment it is already past. */
  readonly expiresAt: number | undefined
}

/** Nothing that can be understood as an answer to the question. */
export interface NoAnswer {
  readonly state: 'unreachable'
  readonly why: string
  readonly status: number | undefined
  /** Whether asking again at once may help. */
  readonly transient: boolean
  /** BPM Centr says the question itself is wrong: a missing or unknown connector or account. */
  readonly misasked?: boolean
}

export type Verdict = Allowed | Denied | NoAnswer

export interface Reply {
  readonly status: number
  readonly body: unknown
}

/**
 * Reads the answer of `GET /subscription/check`. The documentation of BPM Centr spells its fields in several ways, so all
 * of them are taken. The date alone never denies: in the grace period it is past and `active` is true.
 */
export function verdictOf({ status, body }: Reply, accountId: string, now: number): Verdict {
  if (status === 429 || status >= 500 || status === 408) return noAnswer(`HTTP ${status}`, status, true)
  const said = messageIn(body)
  if (status === 401) return { state: 'denied', reason: 'inactive', key: true, status, said, boundTo: undefined }
  if (status === 403 || status === 404 || status === 409) {
    const reason = said === undefined ? undefined : reasonIn(said, status, expiryIn(record(body)), now)
    // A firewall or a wrong base URL answers 403 and 404 too, in other words.
    if (reason === undefined) return noAnswer(`HTTP ${status} without a reason; is the base URL right?`, status, false)
    return {
      state: 'denied',
      reason,
      key: false,
      status,
      said,
      boundTo: reason === 'wrong-account' ? accountIn(said) : undefined,
    }
  }
  if (status === 400 || status === 422) {
    return { ...noAnswer(said ?? `HTTP ${status}`, status, false), misasked: true }
  }
  if (status < 200 || status > 299) return noAnswer(`HTTP ${status}`, status, false)
  return entitlement(body, accountId, status, now)
}

function entitlement(body: unknown, accountId: string, status: number, now: number): Verdict {
  const outer = record(body)
  const inner = outer?.active === undefined ? record(outer?.data) : outer
  if (inner === undefined || typeof inner.active !== 'boolean')
    return noAnswer('an answer in another format', status, true)
  const expiresAt = expiryIn(inner)
  const denied = (reason: Denied['reason'], boundTo?: string): Denied => ({
    state: 'denied',
    reason,
    key: false,
    status,
    said: undefined,
    boundTo,
  })
  const account = inner.accountId ?? inner.makeAccountId ?? inner.account_id ?? inner.make_account_id
  const named = typeof account === 'string' || typeof account === 'number'
  if (named && String(account) !== accountId) return denied('wrong-account', safeText(String(account), 40))
  if (!inner.active) return denied(expiresAt !== undefined && expiresAt < now ? 'expired' : 'inactive')
  const access = inner.hasAccess ?? inner.has_access ?? true
  return access === true ? { state: 'allowed', expiresAt } : denied('not-purchased')
}

function reasonIn(
  said: string,
  status: number,
  expiresAt: number | undefined,
  now: number,
): Denied['reason'] | undefined {
  if (/different .{0,20}account|linked to|another .{0,20}account/i.test(said)) return 'wrong-account'
  if (/no access|not purchased|subscription not found/i.test(said)) return 'not-purchased'
  const inactive = /inactive|not active|suspended|cancell?ed/i.test(said)
  const expired = /expired/i.test(said)
  // "Subscription inactive or expired" leaves it open; a known date in the past settles it.
  if (expired && (!inactive || (expiresAt !== undefined && expiresAt < now))) return 'expired'
  if (inactive || expired) return 'inactive'
  return status === 403 ? 'inactive' : undefined
}

/** `Connector is linked to a different Make account: make_account_2` */
function accountIn(said: string | undefined): string | undefined {
  return said === undefined ? undefined : /account:\s*([\w.@-]{1,40})/i.exec(said)?.[1]
}

/** NestJS's envelope: `message` is a text, or a list of texts. */
function messageIn(body: unknown): string | undefined {
  const message = record(body)?.message
  const text = Array.isArray(message) ? message.filter((line) => typeof line === 'string').join('; ') : message
  return typeof text === 'string' && text !== '' ? safeText(text, 120) : undefined
}

function expiryIn(body: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const date = body?.expiresAt ?? body?.expires_at
  if (typeof date !== 'string') return undefined
  // Dates are documented as UTC; one without its zone must not be read in the local one.
  const at = Date.parse(/\d[Tt ]\d.*(?:[Zz]|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(date) ? date : `${date}Z`)
  return Number.isNaN(at) ? undefined : at
}

function noAnswer(why: string, status: number | undefined, transient: boolean): NoAnswer {
  return { state: 'unreachable', why, status, transient }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
