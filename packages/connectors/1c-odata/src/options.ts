import { type Auth, isSecret, Secret, schema } from '@bpmcentr/core'
import * as z from 'zod'

/** What to look for when an option is missing. */
export const HELP =
  'baseUrl is the address of the published infobase, username and password are those of a 1C user that may use OData'

const ENTRY = 'odata/standard.odata'

export const Options = schema(() =>
  z
    .strictObject({
      /** The published infobase, `https://host/base`, or its interface `https://host/base/odata/standard.odata`. */
      baseUrl: z.url({ protocol: /^https?$/ }),
      /** A user of the infobase. Cyrillic is fine: name and password travel in UTF-8. */
      username: z.string().min(1).optional(),
      /** May be empty, as a 1C user's may. */
      password: z
        .custom<string | Secret>((value) => typeof value === 'string' || isSecret(value), 'expected text')
        .transform((value) => (isSecret(value) ? value : new Secret(value)))
        .optional(),
      /** Instead of user and password, where a web server in front of 1C asks for something else. */
      auth: z.custom<Auth>(isAuth, 'expected an auth such as bearer(…)').optional(),
      /**
       * `auto`: the publication decides (1C's default). `use`: for publications with `reuseSessions="use"`; one 1C session is
       * kept for the client, and finished by `close()`.
       */
      sessions: z.enum(['auto', 'use']).default('auto'),
      /** Requests at once. Each may hold a 1C session. */
      concurrency: z.int().min(1).max(64).default(3),
      /** Leave out rows the user may not see; without it one such row fails the whole list. */
      allowedOnly: z.boolean().default(false),
      /** Write as exchanges do (`ОбменДанными.Загрузка`): the configuration's checks and handlers are skipped. */
      loadMode: z.boolean().default(false),
      /** Compare the `version` given to a write with the object's before writing: servers are known to ignore If-Match. */
      verifyVersion: z.boolean().default(false),
      /** Rows a request of `list`. */
      pageSize: z.int().min(1).max(10_000).default(200),
      /** IANA name such as `Europe/Kyiv`: the clock of the infobase. Needed wherever a `Date` is given. */
      timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Kyiv').optional(),
    })
    .superRefine((options, context) => {
      if (options.auth !== undefined) {
        if (options.username === undefined && options.password === undefined) return
        context.addIssue({ code: 'custom', message: 'auth replaces username and password: give one of both' })
      } else if (options.username === undefined || options.password === undefined) {
        context.addIssue({ code: 'custom', message: 'username and password are needed; an empty password is possible' })
      }
    }),
)
export interface Options extends z.output<ReturnType<typeof Options>> {}

/** The root of the interface, with a slash at its end. */
export function rootOf({ baseUrl }: Pick<Options, 'baseUrl'>): string {
  const { origin, pathname } = new URL(baseUrl)
  const path = pathname.replace(/\/+$/, '')
  return `${origin}${path.endsWith(`/${ENTRY}`) ? path : `${path}/${ENTRY}`}/`
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isAuth(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { apply?: unknown }).apply === 'function'
}
