import { SubscriptionError } from '../../errors/index.ts'
import { safeText } from '../../redact/safeText.ts'
import type { Denied, NoAnswer } from './verdict.ts'

const PORTAL = 'in the BPM Centr portal'

/** A new error for each call, so that its stack and its operation are that call's. */
export function subscriptionError(verdict: Denied | NoAnswer, connector: string): SubscriptionError {
  const status = verdict.status === undefined ? {} : { status: verdict.status }
  if (verdict.state === 'unreachable') {
    const why = safeText(verdict.why, 60)
    return verdict.misasked === true
      ? new SubscriptionError(
          `BPM Centr does not understand the check (${why}). Check accountId and the connector’s name`,
          {
            ...status,
            reason: 'unreachable',
            code: 'subscription_check_refused',
          },
        )
      : new SubscriptionError(
          `BPM Centr could not confirm the subscription (${why}). Nothing was sent; try again later`,
          {
            ...status,
            reason: 'unreachable',
            retryable: verdict.transient,
          },
        )
  }
  const said = verdict.said === undefined ? {} : { vendorMessage: verdict.said }
  const code = verdict.key ? { code: 'subscription_key' } : {}
  return new SubscriptionError(message(verdict, connector), { ...status, ...said, ...code, reason: verdict.reason })
}

function message({ reason, key, boundTo }: Denied, connector: string): string {
  if (key) return `BPM Centr refused its API key: wrong, revoked, or its subscription ended. Check both ${PORTAL}`
  switch (reason) {
    case 'inactive':
      return `the BPM Centr subscription is not active. Activate or renew it ${PORTAL}`
    case 'expired':
      return `the BPM Centr subscription has expired. Renew it ${PORTAL}`
    case 'not-purchased':
      return `there is no BPM Centr subscription for "${safeText(connector, 30)}". Buy it ${PORTAL}`
    case 'wrong-account': {
      const other = boundTo === undefined ? '' : ` (${boundTo})`
      return `the BPM Centr subscription is bound to another account${other}. Move it ${PORTAL}, or set accountId`
    }
  }
}
