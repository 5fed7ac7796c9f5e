import { ResponseMismatchError } from '@bpmcentr/core'

/**
 * The absolute URL of a link in an answer. Relative ones are relative to the context URL, or else to the service root.
 * One that names another host but the same service path leads back to the service: proxies and adapters leak their inner
 * host names, and credentials must not follow them there.
 */
export function resolveLink(link: string, root: string, requestUrl: string, context: string | undefined): string {
  const base = context === undefined ? root : resolve(context, requestUrl)
  const url = resolve(link, base)
  if (url.startsWith(root)) return url
  const target = new URL(url)
  const service = new URL(root)
  const sameService = target.origin !== service.origin && target.pathname.startsWith(service.pathname)
  return sameService ? service.origin + url.slice(target.origin.length) : url
}

function resolve(link: string, base: string): string {
  try {
    return new URL(link, base).href
  } catch {
    throw new ResponseMismatchError('the answer holds a link that is no URL', { reason: 'paging' })
  }
}
