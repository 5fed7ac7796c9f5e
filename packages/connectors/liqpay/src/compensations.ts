import { operation, repeatable, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { lenientText } from './payment.ts'
import { dayField, type RegisterRow, RegisterRows } from './reports.ts'
import { act } from './request.ts'

const oneOf = (input: { date?: string | undefined; compensation_id?: string | undefined }) =>
  (input.date === undefined) !== (input.compensation_id === undefined)
const ONE_OF = { message: 'give either a date or a compensation_id', path: ['date'] }

export const CompensationDayInput = schema(() => z.strictObject({ date: dayField() }))
export interface CompensationDayInput extends z.input<ReturnType<typeof CompensationDayInput>> {}

export const Compensation = schema(() =>
  z.looseObject({ compensation_id: z.union([z.string(), z.number()]), create_date: z.string().nullish() }),
)
export interface Compensation extends z.output<ReturnType<typeof Compensation>> {}

const Compensations = schema(() => z.array(Compensation()))

/** The credits to the shop's account on a day. */
export const listCompensations = operation<CompensationDayInput, Compensation[]>({
  summary: "List the credits to the shop's account on a day",
  kind: 'read',
  input: CompensationDayInput,
  output: Compensations,
  request: (input) => act('reports_compensation', { ...input, resp_format: 'json' }),
  answer: (body) => body.data,
})

export const CompensationInput = schema(() => z.strictObject({ compensation_id: z.string().min(1) }))
export interface CompensationInput extends z.input<ReturnType<typeof CompensationInput>> {}

/** The transactions of one credit. */
export const compensationRows = operation<CompensationInput, RegisterRow[]>({
  summary: 'List the transactions of a credit',
  kind: 'read',
  input: CompensationInput,
  output: RegisterRows,
  request: (input) => act('reports_compensation', { ...input, resp_format: 'json' }),
  answer: (body) => body.data,
})

export const CompensationFileInput = schema(() =>
  z
    .strictObject({
      date: dayField().optional(),
      compensation_id: z.string().min(1).optional(),
      /** `p2p` for p2pdebit, `p2pcredit` for payouts; payments when left out. */
      type: z.enum(['p2p', 'p2pcredit']).optional(),
    })
    .refine(oneOf, ONE_OF),
)
export interface CompensationFileInput extends z.input<ReturnType<typeof CompensationFileInput>> {}

export const FileJob = schema(() =>
  z.looseObject({ result: z.string().nullish(), status: z.string(), register_token: z.string() }),
)
export interface FileJob extends z.output<ReturnType<typeof FileJob>> {}

/** Has a CSV file made of a credit's transactions. Then poll `reports.compensationFileStatus`, or use `waitForFile`. */
export const compensationFile = operation<CompensationFileInput, FileJob>({
  summary: 'Have a CSV file made of the transactions of a credit',
  kind: 'action',
  idempotency: repeatable,
  input: CompensationFileInput,
  output: FileJob,
  request: (input) => act('reports_compensation_file', { ...input, resp_format: 'csv' }),
  example: {
    input: { date: '2021-11-23' },
    output: { result: 'ok', status: 'processing', register_token: 'compensation_i123456789_2021.11.23.csv' },
  },
})

export const FileStatusInput = schema(() => z.strictObject({ register_token: z.string().min(1) }))
export interface FileStatusInput extends z.input<ReturnType<typeof FileStatusInput>> {}

export const FileStatus = schema(() =>
  z.looseObject({
    result: z.string().nullish(),
    /** `processing`, `success` or `error`. */
    status: z.string(),
    /** A link to the file, signed and short-lived: download it without credentials. */
    filelink: z.string().nullish(),
    err_code: lenientText(),
  }),
)
export interface FileStatus extends z.output<ReturnType<typeof FileStatus>> {}

/** Whether a file is made, and where it is. */
export const compensationFileStatus = operation<FileStatusInput, FileStatus>({
  summary: 'Ask whether a CSV file is made',
  kind: 'read',
  input: FileStatusInput,
  output: FileStatus,
  request: (input) => act('reports_compensation_file_status', input),
})
