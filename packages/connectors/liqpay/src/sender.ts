import * as z from 'zod'

/**
 * Who pays. The documentation shows these fields in a group `sender`, its older pages at the top level, next to the
 * amount; both are accepted here and sent as given.
 */
export function senderFields() {
  return { sender: z.strictObject(senderParts()).optional(), ...senderParts() }
}

export function senderParts() {
  return {
    sender_first_name: z.string().optional(),
    sender_last_name: z.string().optional(),
    sender_email: z.email().optional(),
    /** ISO 3166-1 numeric: `804` is Ukraine. */
    sender_country_code: z.string().optional(),
    sender_city: z.string().optional(),
    sender_address: z.string().optional(),
    sender_postal_code: z.string().optional(),
    sender_state: z.string().optional(),
    sender_shipping_state: z.string().optional(),
  }
}
