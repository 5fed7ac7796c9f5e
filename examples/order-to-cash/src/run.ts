import { inParallel } from '@bpmcentr/core'
import { callbackServer, type Tally } from './callbacks.ts'
import type { Clients, Credentials } from './clients.ts'
import type { Journal, Paid } from './journal.ts'
import { linkFor, unpaidOrders } from './links.ts'
import { record } from './record.ts'

export interface Progress {
  stage(title: string, total: number): void
  step(): void
  end(): void
}

/** What people do with a link, where they are simulated. */
export interface Buyers {
  payBy(link: string, order: number): Promise<void>
  forge(url: string): Promise<void>
  replay(): Promise<void>
  malform(url: string): Promise<void>
}

export interface Result extends Tally {
  seen: number
  links: number
  recorded: number
  known: number
  failed: number
}

export interface Job {
  readonly clients: Clients
  readonly credentials: Credentials
  readonly journal: Journal
  readonly progress: Progress
  readonly signal: AbortSignal
  /** Undefined waits for real buyers until the signal. */
  readonly buyers: Buyers | undefined
  readonly publicUrl?: string | undefined
  readonly port?: number | undefined
}

/** The whole job. Stops between two steps when the signal aborts; what was promised by then is in the journal. */
export async function run(job: Job, result: Result): Promise<void> {
  const { clients, journal, progress, signal, buyers } = job
  let wake = () => {}
  const server = await callbackServer(job.credentials.liqpay, journal, result, () => wake(), job.port)
  try {
    await settle(job, result)
    progress.stage('Reading unpaid orders', 0)
    const unpaid = await unpaidOrders(clients, signal, (seen) => {
      result.seen = seen
      progress.step()
    })
    progress.end()
    progress.stage('Links and callbacks', unpaid.length)
    for (const order of unpaid) {
      signal.throwIfAborted()
      const made = await linkFor(clients, journal, order, job.publicUrl ?? server.url, signal)
      if (made !== undefined) {
        result.links++
        await buyers?.payBy(made.url, order.id)
        if (result.links === 20) await buyers?.forge(server.url)
        if (result.links === 30) await buyers?.malform(server.url)
        if (result.links === 40) await buyers?.replay()
      } else {
        // The buyer had paid, and the callback was lost when the program stopped.
        result.paid++
      }
      progress.step()
    }
    progress.end()
    await settle(job, result)
    while (buyers === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      signal.throwIfAborted()
      await settle(job, result)
    }
  } finally {
    progress.end()
    await server.close()
  }
}

/** Records every payment that is owed to KeyCRM. */
async function settle({ clients, journal, progress, signal }: Job, result: Result): Promise<void> {
  const { owed } = journal
  if (owed.length === 0) return
  progress.stage('Recording payments', owed.length)
  const work = (paid: Paid) => record(clients, journal, paid, signal)
  for await (const slot of inParallel(owed, work, { concurrency: 8, signal })) {
    // What could not be recorded stays in the journal, and is tried again at the end and by the next run.
    if ('error' in slot) result.failed++
    else if (slot.value === 'new') result.recorded++
    else result.known++
    progress.step()
  }
  progress.end()
}
