import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'

/** Text, numbers and flags as they are; a Date as UTC; anything else as JSON, as collections want it. */
export type ProcessValue = string | number | boolean | Date | readonly unknown[] | Readonly<Record<string, unknown>>

export const RunProcess = schema(() =>
  z.strictObject({
    /** Code of the process, not its caption. */
    schemaName: z.string().min(1),
    parameters: z.record(z.string().min(1), z.custom<ProcessValue>(isValue, 'expected a value')).optional(),
    /** Codes of the parameters to bring back. */
    results: z.array(z.string().min(1)).optional(),
    collectExecutionData: z.boolean().optional(),
  }),
)
export interface RunProcess extends z.output<ReturnType<typeof RunProcess>> {}

/**
 * A run. `resultParameterValues` has what was asked for if the process ended before it answered: with a user task or a timer
 * on the way they are missing. `processStatus` is a code that Creatio does not document.
 */
export const ProcessRun = schema(() =>
  z.looseObject({
    processId: z.string(),
    processStatus: z.number(),
    resultParameterValues: z.record(z.string(), z.unknown()).nullish(),
    executionData: z.unknown(),
  }),
)
export interface ProcessRun extends z.output<ReturnType<typeof ProcessRun>> {}

export const processes = {
  /** Starts a business process and waits for what it does at once. Never started twice: an answer that is lost stays unknown. */
  run: operation<RunProcess, ProcessRun>({
    summary: 'Run a business process',
    description: 'https://academy.creatio.com/docs (ProcessEngineService.svc)',
    kind: 'action',
    input: RunProcess,
    output: ProcessRun,
    request: ({ schemaName, parameters = {}, results = [], collectExecutionData = false }) => ({
      method: 'POST',
      path: path`ServiceModel/ProcessEngineService.svc/RunProcess`,
      json: {
        schemaName,
        parameterValues: Object.entries(parameters).map(([name, value]) => ({ name, value: textOf(value) })),
        resultParameterNames: results,
        collectExecutionData,
      },
    }),
    example: {
      input: {
        schemaName: 'UsrScoreContact',
        parameters: { ContactId: '509c189d-37a0-49d5-80f4-7de9ab389f3a' },
        results: ['Score'],
      },
      output: {
        processId: '0f0c0f8c-7b0c-4f0e-8b0a-3f1f6f0b9a11',
        processStatus: 2,
        resultParameterValues: { Score: 42 },
        executionData: null,
      },
    },
  }),
}

/** Values of parameters travel as text. */
function textOf(value: ProcessValue): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isValue(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime())
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}
