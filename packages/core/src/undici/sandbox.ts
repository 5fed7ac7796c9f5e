import { ConfigError } from '../errors/ConfigError.ts'

/** Where msw 3 keeps its interceptors: https://github.com/mswjs/interceptors/blob/main/src/interceptor.ts */
interface MswGlobal {
  readonly __MSW_INTERCEPTORS_REGISTRY?: ReadonlyMap<unknown, { readonly readyState?: unknown }>
}

const LOOPBACK = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

/**
 * msw mocks `fetch` and `node:http`, but not undici: with a sandbox active, a test would silently talk to the real system.
 * Loopback is let through, since that is where a served sandbox is.
 * @throws ConfigError that names the cure
 */
export function assertNoSandbox(origin: string): void {
  const registry = (globalThis as MswGlobal).__MSW_INTERCEPTORS_REGISTRY
  if (registry === undefined || registry.size === 0) return
  for (const interceptor of registry.values()) {
    if (interceptor.readyState === 'ACTIVE' && !LOOPBACK.test(origin)) {
      throw new ConfigError(
        'An msw sandbox is active, but msw cannot see requests of the undici transport: this one would reach the real ' +
          'system. In tests leave out the `transport` option, or serve the sandbox with `serve()` and use its address as the base URL',
      )
    }
  }
}
