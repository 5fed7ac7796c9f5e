import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { wordsIn } from '../errors.ts'
import { newId } from '../guid.ts'
import { Delete, deleteQuery, Insert, insertQuery, syncReply, Update, updateQuery } from './write.ts'

const NAMESPACE = 'Terrasoft.Nui.ServiceModel.DataContract'

/** One write of a batch. */
export type BatchItem = { readonly insert: Insert } | { readonly update: Update } | { readonly delete: Delete }

export const Batch = schema(() =>
  z.strictObject({
    items: z
      .array(
        z.union([
          z.strictObject({ insert: Insert().transform((input): Insert => ({ ...input, id: input.id ?? newId() })) }),
          z.strictObject({ update: Update() }),
          z.strictObject({ delete: Delete() }),
        ]),
      )
      .min(1),
    /** Go on after an item that failed. Default: stop there. */
    continueOnError: z.boolean().optional(),
  }),
)
export interface Batch {
  items: BatchItem[]
  continueOnError?: boolean | undefined
}

/** What became of one item, in the order of the items. What Creatio did not answer was not executed. */
export const BatchOutcome = schema(() =>
  z.object({
    status: z.enum(['succeeded', 'failed', 'notExecuted']),
    id: z.string().optional(),
    rowsAffected: z.number().optional(),
    vendorCode: z.string().optional(),
    message: z.string().optional(),
  }),
)
export interface BatchOutcome {
  readonly status: 'succeeded' | 'failed' | 'notExecuted'
  /** Of an inserted record. */
  readonly id?: string | undefined
  readonly rowsAffected?: number | undefined
  /** Why it failed. */
  readonly vendorCode?: string | undefined
  readonly message?: string | undefined
}

export const BatchResult = schema(() => z.object({ outcomes: z.array(BatchOutcome()) }))
export interface BatchResult {
  readonly outcomes: readonly BatchOutcome[]
}

/** Inserts, updates and deletes in one request. Not repeated when its answer is lost: look at what is there. */
export const batch = operation<Batch, BatchResult>({
  summary: 'Write several records in one request',
  description: 'https://academy.creatio.com/docs (DataService, BatchQuery)',
  kind: 'action',
  input: Batch,
  output: BatchResult,
  request: ({ items, continueOnError = false }) =>
    syncReply('BatchQuery', {
      items: items.map(query),
      continueIfError: continueOnError,
      includeProcessExecutionData: false,
    }),
  answer: (body, _answer, input) => ({ outcomes: outcomesOf(body, input.items) }),
  example: {
    input: {
      items: [
        { insert: { schema: 'City', id: '62f9bc01-57cf-4cc7-90bf-8672acc922e3', values: { Name: 'Spokane' } } },
        { insert: { schema: 'City', id: '72f9bc01-57cf-4cc7-90bf-8672acc922e4', values: { Name: 'Texas' } } },
      ],
    },
    output: {
      outcomes: [
        { status: 'succeeded', id: '62f9bc01-57cf-4cc7-90bf-8672acc922e3', rowsAffected: 1 },
        { status: 'succeeded', id: '72f9bc01-57cf-4cc7-90bf-8672acc922e4', rowsAffected: 1 },
      ],
    },
  },
})

/** `__type` has to be the first member: Creatio reads it before it knows what the rest means. */
function query(item: BatchItem): Record<string, unknown> {
  if ('insert' in item) return { __type: `${NAMESPACE}.InsertQuery`, ...insertQuery(item.insert) }
  if ('update' in item) return { __type: `${NAMESPACE}.UpdateQuery`, ...updateQuery(item.update) }
  return { __type: `${NAMESPACE}.DeleteQuery`, ...deleteQuery(item.delete) }
}

function outcomesOf(body: { readonly queryResults: readonly unknown[] }, items: readonly BatchItem[]): BatchOutcome[] {
  return items.map((item, index) => {
    const result = body.queryResults[index] as Record<string, unknown> | null | undefined
    if (result === undefined || result === null) return { status: 'notExecuted' }
    if (result.success !== true) {
      const { message, code } = wordsIn(result)
      const whole = wordsIn(body)
      return { status: 'failed', vendorCode: code ?? whole.code, message: message ?? whole.message }
    }
    const rowsAffected = typeof result.rowsAffected === 'number' ? result.rowsAffected : undefined
    const id = typeof result.id === 'string' ? result.id : undefined
    return 'insert' in item
      ? { status: 'succeeded', id: id ?? item.insert.id, rowsAffected }
      : { status: 'succeeded', rowsAffected }
  })
}
