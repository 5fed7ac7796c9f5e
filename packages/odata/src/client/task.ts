import {
  type Answer,
  type CallOptions,
  type Idempotency,
  type Operation,
  type OperationKind,
  operation,
  type RequestSpec,
  type Schema,
} from '@bpmcentr/core'
import type { EdmType } from '../model.ts'
import { fitUrl, unwrap } from './longUrl.ts'
import type { ServiceRequest } from './request.ts'
import type { Service } from './service.ts'

/** One request and what becomes of its answer: can be sent, or put into a batch. */
export interface Task<T> {
  /** Such as `Products.get`. */
  readonly name: string
  readonly kind: OperationKind
  /** The type of the entity it is about. */
  readonly type?: EdmType | undefined
  /** What plugins see. */
  readonly input: unknown
  readonly idempotency?: Idempotency<unknown, T> | undefined
  /** It is a batch itself, rather than one request that may have to go inside of one. */
  readonly batch?: true
  /** @throws InputError */
  request(): ServiceRequest
  decode(answer: Answer): T
}

/** Answers are the service's business: the model, where there is one, has done its part when they are decoded. */
export const anything: Schema<never> = { safeParse: (data) => ({ success: true, data: data as never }) }

/** A task as an operation of the pipeline. */
export function operationOf<T>(service: Service, task: Task<T>): Operation<unknown, T> {
  const plan = { name: service.name(task.name), kind: task.kind }
  return operation<unknown, T>({
    summary: task.name,
    kind: task.kind,
    ...(task.idempotency === undefined ? {} : { idempotency: task.idempotency }),
    input: anything,
    output: anything,
    request: () => toSpec(service, fitUrl(service, task.request())),
    answer: (_body, answer) => task.decode(task.batch === true ? answer : unwrap(service, answer, plan)),
  })
}

/** Sends a task through the pipeline of the client. */
export function send<T>(service: Service, task: Task<T>, options?: CallOptions): Promise<T> {
  return service.client.run(service.name(task.name), operationOf(service, task), task.input, options)
}

export function toSpec(service: Service, request: ServiceRequest): RequestSpec {
  const { path, query = '', json, body, expect, ...rest } = request
  return {
    ...rest,
    path: service.root + path,
    ...(query === '' ? {} : { query }),
    ...(json === undefined ? {} : { json }),
    ...(body === undefined ? {} : { body }),
    ...(expect === undefined ? {} : { expect }),
    losslessIntegers: true,
  }
}
