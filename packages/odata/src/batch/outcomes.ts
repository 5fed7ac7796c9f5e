import { BatchError, type BatchSlot, ConnectorError, InputError } from '@bpmcentr/core'
import type { BatchItem } from './items.ts'

/** What became of one request of a batch. */
export type Outcome<T> =
  | { readonly status: 'succeeded'; readonly value: T }
  /** It was refused, or nobody knows (an OutcomeUnknownError). */
  | { readonly status: 'failed'; readonly error: ConnectorError }
  /** It was undone, because another request of its change set failed. */
  | { readonly status: 'rolledBack'; readonly error: ConnectorError }
  /** It was never carried out. */
  | { readonly status: 'notExecuted'; readonly error: ConnectorError }

export function rolledBack(): Outcome<never> {
  const error = new ConnectorError('undone, because another request of the same change set failed', {
    code: 'rolled_back',
    sent: 'yes',
  })
  return { status: 'rolledBack', error }
}

export function notExecuted(): Outcome<never> {
  const error = new ConnectorError('not carried out, because a request before it failed', {
    code: 'not_executed',
    sent: 'no',
    retryable: true,
  })
  return { status: 'notExecuted', error }
}

/** The outcomes of a batch, in the order of its requests. */
export class BatchResult<Value> {
  readonly outcomes: readonly Outcome<unknown>[]
  /** What the function that collected the requests returned. */
  readonly value: Value
  readonly #items: readonly BatchItem<unknown>[]

  constructor(
    items: readonly BatchItem<unknown>[],
    outcomes: ReadonlyMap<BatchItem<unknown>, Outcome<unknown>>,
    value: Value,
  ) {
    this.#items = items
    this.outcomes = items.map((item) => outcomes.get(item) ?? notExecuted())
    this.value = value
  }

  /** The outcome of one request. */
  of<T>(item: BatchItem<T>): Outcome<T> {
    const index = this.#items.indexOf(item as BatchItem<unknown>)
    if (index < 0) throw new InputError('the request is not of this batch')
    return this.outcomes[index] as Outcome<T>
  }

  /** Whether every request succeeded. */
  get succeeded(): boolean {
    return this.outcomes.every(({ status }) => status === 'succeeded')
  }

  /** All values in order. @throws BatchError with every slot, if one of them failed */
  values(): readonly unknown[] {
    if (this.succeeded) return this.outcomes.map((outcome) => (outcome as { value: unknown }).value)
    const failed = this.outcomes.filter(({ status }) => status !== 'succeeded').length
    throw new BatchError(`${failed} of ${this.outcomes.length} requests of the batch did not succeed`, {
      slots: this.outcomes.map((outcome, index): BatchSlot<unknown, unknown> => {
        const input = this.#items[index]?.task.input
        return outcome.status === 'succeeded'
          ? { index, input, value: outcome.value }
          : { index, input, error: outcome.error }
      }),
    })
  }
}
