import type { Auth } from './types.ts'

/** No credentials at all. */
export function noAuth(): Auth {
  return { kind: 'none', identity: () => 'anonymous', secrets: () => [], apply: () => undefined }
}
