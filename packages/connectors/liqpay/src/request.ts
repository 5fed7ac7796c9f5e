import type { RequestSpec } from '@bpmcentr/core'

/** The one endpoint: the action stands in the signed parameters. */
export function act(action: string, input: object, expect: 'json' | 'text' = 'json'): RequestSpec {
  return { method: 'POST', path: 'request', json: { action, ...wireParams(input) }, expect }
}

/** Shares of a split payment go as JSON text inside the JSON, as in LiqPay's own SDKs. */
export function wireParams(input: object): Record<string, unknown> {
  const params: Record<string, unknown> = { ...input }
  if (Array.isArray(params.split_rules)) params.split_rules = JSON.stringify(params.split_rules)
  return params
}
