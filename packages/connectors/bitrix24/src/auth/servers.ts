/** The OAuth servers of Bitrix24: https://apidocs.bitrix24.com/settings/oauth/index.html */
export const SERVERS = ['https://oauth.bitrix.info', 'https://oauth.bitrix24.tech'] as const

/**
 * The origin of an OAuth server out of a `server_endpoint` such as `https://oauth.bitrix.info/rest/`. Undefined for any other
 * server: the value may come from a browser, and client secrets are sent there.
 */
export function trustedServer(endpoint: unknown): string | undefined {
  if (typeof endpoint !== 'string') return undefined
  return SERVERS.find((server) => endpoint === server || endpoint.startsWith(`${server}/`))
}
