import * as z from 'zod'
import { bearer, type ClientOptions, type Connection, defineConnector, secret } from '../../src/index.ts'
import { operations } from './stub.ts'

export const KEY = 'sk_live_very_secret'

const shopAnywhere = (connection: Partial<Connection>) =>
  defineConnector({
    id: 'shop',
    title: 'Shop',
    options: () => z.strictObject({ apiKey: secret(z.string().min(1)), baseUrl: z.string() }),
    connect: ({ apiKey, baseUrl }) => ({ baseUrl, auth: bearer(apiKey), ...connection }),
    operations,
  })

/** The shop of `stub.ts`, talking to a real address. */
export function shopAt(
  baseUrl: string,
  { connection = {}, ...options }: ClientOptions & { connection?: Partial<Connection> },
) {
  return shopAnywhere(connection)({ apiKey: KEY, baseUrl, ...options })
}

export type Shop = ReturnType<typeof shopAt>
