import type { Webhook, WebhookDefinition } from './types.ts'

const DEFAULT_TOLERANCE = 300_000

/**
 * Declares a vendor's webhooks. The events come from the schemas in `events`, or as the first type argument; the
 * credential from the annotated second parameter of `verify`, text by default.
 */
export function defineWebhook<Events extends object = Record<string, unknown>, Credential = string>(
  definition: WebhookDefinition<Events, Credential>,
): Webhook<Events, Credential> {
  return Object.freeze({
    ...definition,
    methods: Object.freeze([...(definition.methods ?? ['POST'])]),
    tolerance: definition.tolerance ?? DEFAULT_TOLERANCE,
  })
}
