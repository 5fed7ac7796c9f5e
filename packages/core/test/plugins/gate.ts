import type { Plugin } from '../../src/index.ts'
import { type SubscriptionGuardOptions, subscriptionGuard } from '../../src/plugins/subscriptionGuard.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import type { TransportRequest } from '../../src/transport/types.ts'
import { type StubAnswer, shop } from '../support/stub.ts'

export const KEY = 'bpm_test_abcdefghijklmnopqrstuvwx'
export const YES = {
  active: true,
  hasAccess: true,
  accountId: 'make_account_1',
  category: 'Расширенный',
  expiresAt: '2026-06-01T12:00:00Z',
  isNewBinding: false,
}

type Answer = (request: TransportRequest, index: number) => StubAnswer | Promise<StubAnswer>

export interface GateSetup extends Partial<SubscriptionGuardOptions> {
  check?: Answer
  usage?: Answer
  vendor?: Answer
  clock?: VirtualClock
  more?: Plugin[]
}

/** The made-up shop behind the guard, with BPM Centr played by functions; every request is kept by whom it went to. */
export function gate({ check, usage, vendor, clock = new VirtualClock(), more = [], ...options }: GateSetup = {}) {
  const checks: TransportRequest[] = []
  const usages: TransportRequest[] = []
  const vendors: TransportRequest[] = []
  const warnings: string[] = []
  const guard = subscriptionGuard({
    apiKey: KEY,
    accountId: 'make_account_1',
    warn: (message) => warnings.push(message),
    ...options,
  })
  const open = (id = 'https://shop.test/v1/') =>
    shop(
      (request) => {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/subscription/check')) {
          checks.push(request)
          return check?.(request, checks.length - 1) ?? { json: YES }
        }
        if (pathname.endsWith('/connector/usage')) {
          usages.push(request)
          return usage?.(request, usages.length - 1) ?? { status: 201, json: { status: 'recorded' } }
        }
        vendors.push(request)
        return vendor?.(request, vendors.length - 1) ?? { json: { id: 1, name: 'a' } }
      },
      { plugins: [guard, ...more], clock, connection: { baseUrl: id } },
    ).client
  const client = open()
  const get = () => clock.run(client.things.get({ id: 1 }))
  const fail = () =>
    get().then(
      () => {
        throw new Error('it was allowed')
      },
      (error) => error,
    )
  return { guard, client, open, clock, checks, usages, vendors, warnings, get, fail }
}

/** An answer that never comes; the request's own signal ends it. */
export const never = () => new Promise<never>(() => {})
