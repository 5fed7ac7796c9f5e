import type { Auth, WireRequest } from '@bpmcentr/core'

/** Milliseconds for which an address is known to refuse also fresh credentials. */
const MEMORY = 60_000
const MAX_KNOWN = 200

/**
 * Creatio answers 401 also for an entity set that it does not have, and 403 both for a wrong CSRF token and for a missing
 * permission. So a login that did not help is not made again for the same address right away: every login opens a session,
 * and sessions are limited by licence.
 */
export function rememberRefusals(auth: Auth): Auth {
  const { renew } = auth
  if (renew === undefined) return auth
  /** Grows with each renewal, and tells which credentials a request carried. */
  let generation = 0
  const generations = new WeakMap<WireRequest, number>()
  const suspects = new Map<string, number>()
  const refusing = new Map<string, number>()
  let now: () => number = () => 0

  return {
    ...auth,
    apply(request, context) {
      now = () => context.clock.now()
      const applied = auth.apply(request, context)
      if (applied === undefined) generations.set(request, generation)
      else return applied.then(() => void generations.set(request, generation))
      return undefined
    },
    async renew(used, context) {
      const address = addressOf(used)
      const current = generations.get(used) === generation
      if (current && (refusing.get(address) ?? 0) > now()) return false
      const renewed = await renew.call(auth, used, context)
      // Of all that waited for this renewal only the first counts.
      if (renewed && generations.get(used) === generation) generation++
      if (renewed) remember(suspects, address, generation)
      return renewed
    },
    observe(response, request) {
      auth.observe?.(response, request)
      const address = addressOf(request)
      const since = suspects.get(address)
      if (since === undefined || (generations.get(request) ?? -1) < since) return
      suspects.delete(address)
      if (response.status === 401 || response.status === 403) remember(refusing, address, now() + MEMORY)
      else refusing.delete(address)
    },
  }
}

function addressOf(request: WireRequest): string {
  const query = request.url.indexOf('?')
  const path = query < 0 ? request.url : request.url.slice(0, query)
  // One record of a set is as good as another.
  return path.replace(/\(.*$/, '')
}

function remember(known: Map<string, number>, address: string, value: number): void {
  known.delete(address)
  known.set(address, value)
  if (known.size <= MAX_KNOWN) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}
