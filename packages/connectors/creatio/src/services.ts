import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'

export const CallService = schema(() =>
  z.strictObject({
    /** Name of a configuration service, yours or Creatio's: `RightsService`. */
    service: z.string().regex(/^\w+$/),
    method: z.string().regex(/^\w+$/),
    /** Parameters by name. */
    body: z.record(z.string(), z.unknown()).optional(),
  }),
)
export interface CallService extends z.output<ReturnType<typeof CallService>> {}

/** What a service answers, out of its `{method}Result` where it has one. */
export const ServiceResult = schema(() => z.unknown())
export type ServiceResult = unknown

const request = ({ service, method, body = {} }: CallService) => ({
  method: 'POST',
  path: path`rest/${service}/${method}`,
  json: body,
})

/** A wrapped answer has one member, named after the method. */
const answer = (
  body: Readonly<Record<string, unknown>> | undefined,
  _answer: unknown,
  { method }: CallService,
): unknown => {
  const name = `${method}Result`
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? body[name] : body
}

const example = {
  input: { service: 'RightsService', method: 'GetCanExecuteOperation', body: { operation: 'CanUseODataService' } },
  output: true,
}

export const services = {
  /** Calls a method that changes something. Never called twice: an answer that is lost stays unknown. */
  call: operation<CallService, ServiceResult>({
    summary: 'Call a method of a configuration service',
    kind: 'action',
    input: CallService,
    output: ServiceResult,
    request,
    answer,
    example,
  }),
  /** Calls a method that only reads, so that it may be called again. */
  read: operation<CallService, ServiceResult>({
    summary: 'Call a reading method of a configuration service',
    kind: 'read',
    input: CallService,
    output: ServiceResult,
    request,
    answer,
    example,
  }),
}
