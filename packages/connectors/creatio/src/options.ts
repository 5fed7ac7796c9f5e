import { isSecret, Secret, schema } from '@bpmcentr/core'
import * as z from 'zod'

/** A token, or a function that gets one: for tokens of the authorization code flow, which your own server keeps. */
export type AccessToken = string | Secret | (() => string | Secret | Promise<string | Secret>)

/** Where the credentials are made; told when they are missing. */
export const HELP =
  'Give clientId and clientSecret (OAuth 2.0 client credentials: System Designer, "OAuth 2.0 integrated applications"), or username and password, or accessToken'

export const Options = schema(() =>
  z
    .strictObject({
      /** The site, with its path if it has one: `https://mycompany.creatio.com`, `https://crm.example.com/Creatio`. */
      url: z.url({ protocol: /^https?$/ }),
      /** What hosts the site: .NET Framework (every path begins with `/0/`) or .NET. */
      runtime: z.enum(['framework', 'netcore']).default('framework'),
      clientId: z.string().optional(),
      clientSecret: Hidden(),
      /** Default, on creatio.com: the host with `-is` after its first label. */
      identityUrl: z.url({ protocol: /^https?$/ }).optional(),
      username: z.string().optional(),
      password: Hidden(),
      accessToken: z.custom<AccessToken>(isToken, 'expected a token, or a function that gets one').optional(),
    })
    .superRefine((options, context) => {
      const message = problemOf(options)
      if (message !== undefined) context.addIssue({ code: 'custom', message })
    }),
)
export interface Options extends z.output<ReturnType<typeof Options>> {}

/** Address of the site, ending in a slash. Login is here on both hosts. */
export function siteOf(options: Pick<Options, 'url'>): string {
  const url = new URL(options.url)
  return `${url.origin}${url.pathname.replace(/\/*$/, '')}/`
}

/** What services are relative to. `0` is the number of the workspace, not a version. */
export function rootOf(options: Pick<Options, 'url' | 'runtime'>): string {
  return options.runtime === 'framework' ? `${siteOf(options)}0/` : siteOf(options)
}

/**
 * The identity service of a site on creatio.com: `-is` after the first label, the port kept. Undefined elsewhere, where it
 * can be anywhere.
 */
export function identityUrlOf(site: string): string | undefined {
  const url = new URL(site)
  if (!url.hostname.endsWith('.creatio.com')) return undefined
  url.hostname = url.hostname.replace(/^[^.]+/, (label) => `${label}-is`)
  return url.origin
}

function problemOf(options: {
  readonly url: string
  readonly clientId?: string | undefined
  readonly clientSecret?: unknown
  readonly identityUrl?: string | undefined
  readonly username?: string | undefined
  readonly password?: unknown
  readonly accessToken?: unknown
}): string | undefined {
  const { clientId, clientSecret, username, password, accessToken } = options
  const ways = [clientId ?? clientSecret, username ?? password, accessToken].filter((way) => way !== undefined).length
  if (ways === 0) return 'no credentials'
  if (ways > 1) return 'several kinds of credentials: Creatio must not get a token and a cookie at once'
  if (accessToken !== undefined) return undefined
  if (username !== undefined || password !== undefined)
    return username && password ? undefined : 'username and password go together'
  if (!clientId || !clientSecret) return 'clientId and clientSecret go together'
  if (options.identityUrl !== undefined || (URL.canParse(options.url) && identityUrlOf(options.url) !== undefined))
    return undefined
  return 'identityUrl: needed for a site of your own; its address is in the system setting "OAuth20IdentityServerUrl"'
}

/** Not `secret()`, which has no optional form; the effect is the same. */
function Hidden() {
  return z
    .custom<string | Secret>((value) => typeof value === 'string' || isSecret(value), 'expected text')
    .transform((value) => (isSecret(value) ? value : new Secret(value)))
    .optional()
}

function isToken(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || isSecret(value) || typeof value === 'function'
}
