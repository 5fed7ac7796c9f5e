import { rmSync } from 'node:fs'
import { isConnectorError } from '@bpmcentr/core'
import { makeClients } from './clients.ts'
import { counter } from './counter.ts'
import { fastClock } from './fastClock.ts'
import { Journal } from './journal.ts'
import { makeProgress } from './progress.ts'
import { preview, realCredentials } from './real.ts'
import { type Result, run } from './run.ts'
import { startSandboxes } from './sandboxes.ts'
import { readSettings, USAGE } from './settings.ts'
import { summary } from './summary.ts'

const settings = readSettings(process.argv.slice(2))
if (settings.help) {
  console.log(USAGE)
  process.exit()
}
if (settings.fresh) rmSync(settings.state, { recursive: true, force: true })

const controller = new AbortController()
const stop = () => controller.abort(new Error('stopped by Ctrl-C'))
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

const real = realCredentials(process.env)
const clock = real === undefined ? fastClock(settings.speed) : undefined
const sandboxes = clock && (await startSandboxes(settings.state, { orders: settings.orders, clock }))
const credentials = real ?? sandboxes?.credentials
if (credentials === undefined) throw new Error('no credentials')

const count = counter()
const clients = makeClients(credentials, { plugins: [count], clock })
const journal = new Journal(settings.state)
const progress = makeProgress()
const result: Result = {
  seen: 0,
  links: 0,
  paid: 0,
  declined: 0,
  rejected: 0,
  ignored: 0,
  recorded: 0,
  known: 0,
  failed: 0,
}
const started = performance.now()

console.log(
  real === undefined
    ? `KeyCRM and LiqPay sandboxes on loopback, ${settings.orders} orders, time runs ${settings.speed} × faster`
    : `the real KeyCRM and LiqPay, ${settings.write ? 'writing' : 'read-only (give --write to record payments)'}`,
)
try {
  const { signal } = controller
  if (real !== undefined && !settings.write) await preview(clients, signal)
  else {
    if (real !== undefined && settings.publicUrl === undefined)
      throw new Error('--write needs --public-url, where LiqPay can call')
    const { publicUrl } = settings
    const port = real === undefined ? 0 : settings.port
    await run({ clients, credentials, journal, progress, signal, buyers: sandboxes?.buyers, publicUrl, port }, result)
  }
} catch (error) {
  if (error !== controller.signal.reason) {
    process.exitCode = 1
    console.error(isConnectorError(error) ? error.message : error)
  } else console.log('\nStopped. Run it again to go on where it left off.')
} finally {
  progress.end()
  await clients.crm.close()
  await clients.pay.close()
  await sandboxes?.close()
  if (real === undefined || settings.write) {
    console.log(summary(result, count.counts, performance.now() - started, journal, sandboxes?.recordedPayments()))
  }
  journal.close()
}
