import type { Auth } from '@bpmcentr/core'
import type { WebhookUrl } from './webhookUrl.ts'

const REST = '/rest/'
const API = 'api/'

/**
 * The secret of an inbound webhook goes into the path: `/rest/{user}/{secret}/method`, `/rest/api/{user}/{secret}/method` for
 * REST 3.0. Files, which are fetched with GET, carry a token of their own.
 */
export function webhookAuth({ userId, secret }: WebhookUrl): Auth {
  const key = `${userId}/${secret.reveal()}/`
  return {
    kind: 'webhook',
    identity: () => `webhook ${key}`,
    secrets: () => [secret.reveal()],
    apply(request) {
      if (request.method !== 'POST') return
      const path = request.url.indexOf(REST, request.url.indexOf('://') + 3)
      if (path === -1) return
      const at = path + REST.length + (request.url.startsWith(API, path + REST.length) ? API.length : 0)
      // A renamed portal redirects to the whole address, key included.
      if (request.url.startsWith(key, at)) return
      request.url = request.url.slice(0, at) + key + request.url.slice(at)
    },
  }
}
