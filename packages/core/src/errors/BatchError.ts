import { ConnectorError, type ErrorDetails } from './ConnectorError.ts'

/** What became of one item of a batch. */
export type BatchSlot<I, T> =
  | { readonly index: number; readonly input: I; readonly value: T }
  | { readonly index: number; readonly input: I; readonly error: ConnectorError }

export interface BatchErrorDetails<I, T> extends ErrorDetails {
  slots: readonly BatchSlot<I, T>[]
}

/** Some items of a batch failed. `slots` has every item in order, each with its value or its error. */
export class BatchError<I = unknown, T = unknown> extends ConnectorError {
  readonly slots: readonly BatchSlot<I, T>[]

  constructor(message: string, details: BatchErrorDetails<I, T>, name = 'BatchError') {
    super(message, { code: 'batch', ...details }, name)
    this.slots = details.slots
  }

  override toJSON(): Record<string, unknown> {
    const failed = this.slots.flatMap((slot) =>
      'error' in slot ? [{ index: slot.index, error: slot.error.toJSON() }] : [],
    )
    return { ...super.toJSON(), total: this.slots.length, failed }
  }
}
