import { type ConnectorError, isConnectorError } from '@bpmcentr/core'
import type { BulkOptions, BulkResult, FailedRow } from './options.ts'

/** What became of the rows so far. */
export class Report {
  rows = 0
  affected = 0
  #failed = 0
  readonly #errors: FailedRow[] = []
  readonly #policy: NonNullable<BulkOptions['errors']>

  constructor(policy: NonNullable<BulkOptions['errors']>) {
    this.#policy = policy
  }

  /** Whether a refused row leaves the others alone. */
  get goesOn(): boolean {
    return this.#policy !== 'throw'
  }

  /** Notes a row that was refused, or throws its error, named after it. */
  refuse({ index, row }: { readonly index: number; readonly row: object }, thrown: unknown): void {
    if (!isConnectorError(thrown)) throw thrown
    const error = named(thrown, index)
    if (this.#policy === 'throw') throw error
    this.#failed++
    if (this.#policy === 'report') this.#errors.push({ index, row, error })
    else this.#policy({ index, row, error })
  }

  result(): BulkResult {
    return { rows: this.rows, affected: this.affected, failed: this.#failed, errors: this.#errors }
  }
}

function named(error: ConnectorError, index: number): ConnectorError {
  const name = `row ${index}: `
  if (error.message.startsWith(name)) return error
  return Object.assign(error, { message: name + error.message })
}
