import type { ClientOptions } from '@bpmcentr/core'
import { keycrm } from '@bpmcentr/keycrm'
import { liqpay } from '@bpmcentr/liqpay'

export interface Credentials {
  readonly keycrm: { readonly apiKey: string; readonly baseUrl?: string }
  readonly liqpay: { readonly publicKey: string; readonly privateKey: string; readonly baseUrl?: string }
}

/** A queue of hundreds of calls at 60 a minute is waited for, so the time limit of a call is generous. */
const TIMEOUT = 30 * 60_000

export function makeClients(credentials: Credentials, options: ClientOptions) {
  return {
    crm: keycrm({ ...credentials.keycrm, timeout: TIMEOUT, ...options }),
    pay: liqpay({ ...credentials.liqpay, ...options }),
  }
}

export type Clients = ReturnType<typeof makeClients>
