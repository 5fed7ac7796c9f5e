import { createRequire } from 'node:module'
import type { HttpHandler } from 'msw'

/** Handlers of msw 3 for every request under the base URL. */
export function mswHandlers(baseUrl: string, handle: (request: Request) => Promise<Response>): readonly HttpHandler[] {
  const { http, HttpResponse } = loadMsw()
  const { origin, pathname } = new URL(baseUrl)
  const base = pathname.replace(/\/+$/, '')
  const ours = ({ request }: { request: Request }) => {
    const url = new URL(request.url)
    return url.origin === origin && (url.pathname === base || url.pathname.startsWith(`${base}/`))
  }
  return [
    http.all(ours, async ({ request }) => {
      try {
        return await handle(request)
      } catch {
        // A connection that dies, as msw tells it to whichever client was intercepted.
        return HttpResponse.error()
      }
    }),
  ]
}

/** Loaded when first needed, since msw is an optional peer; `import()` would make `handlers` a promise. */
function loadMsw(): typeof import('msw') {
  try {
    return createRequire(import.meta.url)('msw') as typeof import('msw')
  } catch (cause) {
    throw new Error('sandbox.handlers needs the package msw: npm i -D msw', { cause })
  }
}
