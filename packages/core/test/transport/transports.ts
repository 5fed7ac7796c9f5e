import { onTestFinished } from 'vitest'
import { kyTransport } from '../../src/transport/ky.ts'
import type { Transport, TransportRequest } from '../../src/transport/types.ts'
import { undiciTransport } from '../../src/undici.ts'

/** Every transport has to pass the same tests. */
export const transports: readonly { readonly name: string; readonly make: () => Transport }[] = [
  { name: 'ky', make: () => kyTransport() },
  {
    name: 'undici',
    make: () => {
      const transport = undiciTransport()
      onTestFinished(() => transport.close())
      return transport
    },
  },
]

export function request(url: string, change: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, body: undefined, signal: undefined, maxBytes: 1_000_000, ...change }
}

/** The fields that tests look at. */
export interface ThrownError extends Error {
  readonly sent?: string
  readonly code?: string
  readonly cause?: { readonly code?: string; readonly cause?: unknown; readonly request?: unknown }
}

/** What a promise was rejected with; fails the test when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<ThrownError> {
  try {
    await promise
  } catch (error) {
    return error as ThrownError
  }
  throw new Error('expected a rejection')
}
