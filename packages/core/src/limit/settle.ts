import type { Meter, MeterReport, Settle } from './meter.ts'
import { type BudgetReport, readReports } from './report.ts'

/** Reads the vendor's reports and tells the meters of each. */
export const settle: Settle = ({ meters, weights }, feedback, sources, now, epoch) => {
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
