import { createRequire } from 'node:module'
import type { HttpHandler } from 'msw'
import type { Place } from './places.ts'

/** Handlers of msw 3 for every request under the base URL, and to the vendor's other hosts. */
export function mswHandlers(
  places: ReadonlyMap<string, Place>,
  handle: (request: Request) => Promise<Response>,
): readonly HttpHandler[] {
  const { http, HttpResponse } = loadMsw()
  const ours = ({ request }: { request: Request }) => {
    const { origin, pathname } = new URL(request.url)
    const base = places.get(origin)?.base
    return base !== undefined && (pathname === base || pathname.startsWith(`${base}/`))
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
