import type { Claim } from './claim.ts'
import type { Meter, MeterReport, MeterSource } from './meter.ts'
import { type BudgetReport, readReports } from './report.ts'

/**
 * Gives back what an ended attempt held, with what the vendor reported. `now` is the limiter's time, `epoch` the clock's,
 * in which vendors give their resets.
 */
export function settle(
  claim: Claim,
  feedback: unknown,
  sources: readonly MeterSource[],
  now: number,
  epoch: number,
): void {
  const { meters, weights } = claim
  const reports = readReports(feedback)
  for (let index = 0; index < meters.length; index++) {
    const meter = meters[index] as Meter
    const report = reports.find((candidate) => isFor(candidate, meter))
    meter.give(now, weights[index] as number, report && meterReport(report, epoch))
  }
  for (const report of reports) {
    if (meters.some((meter) => isFor(report, meter))) continue
    for (const source of sources) {
      if (source.budget === report.budget) source.observe?.(now, report.key, meterReport(report, epoch))
    }
  }
}

function isFor(report: BudgetReport, meter: Meter): boolean {
  return report.budget === meter.budget && (report.key === undefined || report.key === meter.key)
}

function meterReport({ used, remaining, resetAt }: BudgetReport, epoch: number): MeterReport {
  return { used, remaining, resetIn: resetAt === undefined ? undefined : resetAt - epoch }
}
