import { none, operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { act } from './request.ts'

export const ActionInput = schema(() => z.looseObject({ action: z.string().min(1) }))
export interface ActionInput extends z.input<ReturnType<typeof ActionInput>> {}

export const ActionAnswer = schema(() => z.unknown())

/**
 * Any action, for those that are by contract and have no function here, such as `agent_shop_create`. `public_key` and
 * `version` are added; the parameters go out as given, amounts unrounded. Never retried, as nobody knows what it does.
 */
export const anyAction = operation<ActionInput, unknown>({
  summary: 'Perform any action by its name',
  kind: 'action',
  idempotency: none,
  input: ActionInput,
  output: ActionAnswer,
  request: ({ action, ...params }) => act(action, params),
})
