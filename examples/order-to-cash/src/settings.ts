import { parseArgs } from 'node:util'

export interface Settings {
  /** Where the journal, and the sandboxes between two runs, are kept. */
  readonly state: string
  readonly orders: number
  /** How much faster than a wall clock the sandboxes and the program run. */
  readonly speed: number
  readonly write: boolean
  /** The public address of this program, for callbacks from the real LiqPay. */
  readonly publicUrl: string | undefined
  readonly port: number
}

export const USAGE = `order-to-cash: unpaid KeyCRM orders -> LiqPay links -> signed callbacks -> payments in KeyCRM

  --orders N    orders in the sandbox (default 300)
  --speed N     sandbox time runs N times faster than real time (default 40)
  --state DIR   journal and sandbox state, kept between runs (default .order-to-cash)
  --fresh       forget an earlier run first

With KEYCRM_KEY, LIQPAY_PUBLIC_KEY and LIQPAY_PRIVATE_KEY set it talks to the real systems: read-only, or with
  --write       receive callbacks and record payments; needs --public-url https://… where LiqPay reaches --port (default 8080)`

export function readSettings(args: readonly string[]): Settings & { readonly fresh: boolean; readonly help: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '300' },
      speed: { type: 'string', default: '40' },
      state: { type: 'string', default: '.order-to-cash' },
      fresh: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      'public-url': { type: 'string' },
      port: { type: 'string', default: '8080' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return {
    state: values.state,
    orders: positive('orders', values.orders),
    speed: positive('speed', values.speed),
    port: positive('port', values.port),
    write: values.write,
    publicUrl: values['public-url'],
    fresh: values.fresh,
    help: values.help,
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name}: expected a number above 0`)
  return value
}
