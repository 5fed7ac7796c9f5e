import type { Counts } from './counter.ts'
import type { Journal } from './journal.ts'
import type { Result } from './run.ts'

/** The table at the end, and whether KeyCRM holds each payment once. */
export function summary(
  result: Result,
  counts: Counts,
  ms: number,
  journal: Journal,
  recorded: readonly { readonly description?: string | null | undefined }[] | undefined,
): string {
  const rows: [string, string | number][] = [
    ['unpaid orders seen', result.seen],
    ['links made', result.links],
    ['paid', result.paid],
    ['declined', result.declined],
    ['callbacks rejected', result.rejected],
    ['payments recorded now', result.recorded],
    ['recorded before', result.known],
    ['failed, kept for later', result.failed],
    ['still to record', journal.owed.length],
    ['requests', counts.requests],
    ['retries', counts.retries],
    ['throttled time', `${Math.round(counts.throttledMs / 1000)} s of sandbox time`],
    ['took', `${(ms / 1000).toFixed(1)} s`],
  ]
  if (recorded !== undefined) {
    const doubles = recorded.length - new Set(recorded.map((payment) => payment.description)).size
    rows.push(['LiqPay payments in KeyCRM', recorded.length], ['recorded twice', doubles])
  }
  const width = Math.max(...rows.map(([name]) => name.length))
  return ['', ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`), ''].join('\n')
}
