import type { TokenSet } from '../tokenStore.ts'

const OWN_FIELDS = new Set(['access_token', 'refresh_token', 'expires_in', 'scope', 'id_token'])

/** Reads a successful answer of a token endpoint (RFC 6749 §5.1). `now` is in epoch milliseconds. */
export function parseTokens(body: Readonly<Record<string, unknown>>, now: number): TokenSet {
  // Some endpoints send the number as text.
  const seconds = typeof body.expires_in === 'string' ? Number(body.expires_in) : body.expires_in
  const refreshToken = text(body.refresh_token)
  const scope = text(body.scope)
  const extra = Object.entries(body).filter(isExtra)
  return {
    accessToken: text(body.access_token) ?? '',
    obtainedAt: now,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(typeof seconds === 'number' && seconds > 0 && { expiresAt: now + seconds * 1_000 }),
    ...(scope !== undefined && { scope }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  }
}

function isExtra(entry: [string, unknown]): entry is [string, string | number | boolean] {
  const [name, value] = entry
  return !OWN_FIELDS.has(name) && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
}

/** A text with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
