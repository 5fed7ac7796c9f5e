import { type Operation, operation, repeatable, type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { rpc } from '../request.ts'
import { asMap } from '../schemas.ts'

/** Commands a batch may have: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html */
export const MOST_COMMANDS = 50

export const BatchInput = schema(() =>
  z.strictObject({ cmd: z.record(z.string(), z.string()), halt: z.union([z.literal(0), z.literal(1)]).optional() }),
)
export interface BatchInput extends z.output<ReturnType<typeof BatchInput>> {}

export interface Time {
  readonly duration?: number | undefined
  readonly operating?: number | undefined
  readonly operating_reset_at?: number | undefined
}

/** What a batch answers, by the keys of its commands. */
export interface BatchResult {
  readonly result: Readonly<Record<string, unknown>>
  readonly result_error: Readonly<Record<string, unknown>>
  readonly result_total: Readonly<Record<string, unknown>>
  readonly result_next: Readonly<Record<string, unknown>>
  readonly result_time: Readonly<Record<string, Time>>
  /** Seconds that the whole took. */
  readonly duration: number | undefined
}

const Maps = schema(() => {
  const map = z.record(z.string(), z.unknown())
  return z.looseObject({ result: map, result_error: map }) as unknown as Schema<BatchResult>
})

/** PHP writes an empty map as `[]`, and a map whose keys are 0, 1, 2 … as a list. */
function mapsOf(body: { result?: Record<string, unknown>; time?: Time } | null): unknown {
  const { result, time } = body ?? {}
  const map = (name: string) => {
    const value = asMap(result?.[name] ?? {})
    return Array.isArray(value) ? Object.fromEntries(value.entries()) : value
  }
  return {
    result: map('result'),
    result_error: map('result_error'),
    result_total: map('result_total'),
    result_next: map('result_next'),
    result_time: map('result_time'),
    duration: time?.duration,
  }
}

function batchOperation(kind: 'read' | 'update' | 'action'): Operation<BatchInput, BatchResult> {
  return operation<BatchInput, BatchResult>({
    summary: 'Send up to 50 commands in one request',
    kind,
    ...(kind === 'action' ? {} : { idempotency: repeatable }),
    input: BatchInput,
    output: Maps,
    request: (input) => rpc('batch', { halt: 0, ...input }),
    answer: (body) => mapsOf(body),
  })
}

/** Commands that only read. */
export const readBatch: Operation<BatchInput, BatchResult> = batchOperation('read')

/** Commands of which each has the same effect when it is done twice. */
export const repeatableBatch: Operation<BatchInput, BatchResult> = batchOperation('update')

/** Commands that are not to be sent twice. */
export const batch: Operation<BatchInput, BatchResult> = batchOperation('action')
