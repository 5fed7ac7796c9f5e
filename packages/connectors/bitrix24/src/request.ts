import type { RequestSpec } from '@bpmcentr/core'

/** The request of a method. */
export function rpc(name: string, params: object): RequestSpec {
  return { method: 'POST', path: `${name}.json`, json: params }
}
