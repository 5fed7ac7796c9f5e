import {
  type Answer,
  type CallOptions,
  type ConnectorError,
  InputError,
  isConnectorError,
  ResponseMismatchError,
} from '@bpmcentr/core'
import type { Service } from '../client/service.ts'
import { send, type Task } from '../client/task.ts'
import type { BatchItem } from './items.ts'
import { jsonOutcomes, jsonRequest } from './jsonBatch.ts'
import { failure, type Group, multipartOutcomes, multipartRequest, type Outcomes } from './multipartBatch.ts'
import type { Outcome } from './outcomes.ts'
import { sendSingly } from './sendSingly.ts'

export interface BatchOptions extends CallOptions {
  /** Whether requests after a failed one are still carried out. Default false. */
  readonly continueOnError?: boolean | undefined
}

const DEFAULT_LIMIT = 100

/** Sends what was collected, in as many batches as the service's limit asks for. */
export async function sendBatch(
  service: Service,
  groups: readonly Group[],
  options: BatchOptions = {},
): Promise<Outcomes> {
  const { continueOnError = false, ...call } = options
  if (service.options.batch?.format === 'none') return sendSingly(service, groups, continueOnError, call)
  const outcomes: Outcomes = new Map()
  const waiting = [...groups]
  let first = true
  while (waiting.length > 0) {
    const chunk = takeChunk(waiting, service.options.batch?.limit ?? DEFAULT_LIMIT)
    let found: Outcomes
    try {
      found = await sendChunk(service, chunk, continueOnError, call)
    } catch (error) {
      // Nothing has happened before the first one, so there are no outcomes to lose.
      if (first || !isConnectorError(error)) throw error
      found = new Map(chunk.flatMap(({ items }) => items.map((item) => [item, failure(error)] as const)))
    }
    first = false
    for (const [item, outcome] of found) outcomes.set(item, outcome)
    const failed = [...found.values()].some(({ status }) => status !== 'succeeded')
    if (failed && !continueOnError) break
    if (failed) waiting.unshift(...unreached(chunk, found))
  }
  return outcomes
}

function takeChunk(waiting: Group[], limit: number): Group[] {
  const chunk: Group[] = []
  let size = 0
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    const { length } = next.items
    if (length > limit)
      throw new InputError(`a change set has ${length} requests, but the service takes ${limit} at once`)
    if (size + length > limit) break
    size += length
    chunk.push(next)
    waiting.shift()
  }
  return chunk
}

/** Services of earlier versions stop at a failure, whatever they are asked: the rest is sent again. */
function unreached(chunk: readonly Group[], found: Outcomes): Group[] {
  const rest = chunk.filter(({ items }) => items.every((item) => found.get(item)?.status === 'notExecuted'))
  // Without any progress, sending again would never end.
  return rest.length === chunk.length ? [] : rest
}

async function sendChunk(
  service: Service,
  groups: readonly Group[],
  continueOnError: boolean,
  call: CallOptions,
): Promise<Outcomes> {
  const { format = 'multipart', continueOnError: preference = service.dialect.continueOnError } =
    service.options.batch ?? {}
  const prefer = continueOnError ? preference : undefined
  const json = format === 'json'
  const items = groups.flatMap((group) => group.items)
  const judge = (item: BatchItem<unknown>, answer: Answer) => judgeItem(service, item, answer)
  const task: Task<Outcomes> = {
    name: '$batch',
    batch: true,
    kind: kindOf(items),
    input: { requests: items.map((item) => ({ name: item.task.name, input: item.task.input })) },
    request: () => (json ? jsonRequest(service, groups, prefer) : multipartRequest(service, groups, prefer)),
    decode: (answer) => (json ? jsonOutcomes(answer, groups, judge) : multipartOutcomes(answer, groups, judge)),
  }
  const found: unknown = await send(service, task, call)
  if (found instanceof Map) return found as Outcomes
  throw new ResponseMismatchError('the answer to the batch is no batch; what it did is not known', {
    reason: 'schema',
    sent: 'maybe',
  })
}

/** A batch is repeated after a lost answer only where each of its requests could be. */
function kindOf(items: readonly BatchItem<unknown>[]): 'read' | 'update' | 'action' {
  if (items.every(({ task }) => task.kind === 'read')) return 'read'
  const once = items.some(
    ({ task }) => task.kind === 'create' || task.kind === 'action' || task.idempotency !== undefined,
  )
  return once ? 'action' : 'update'
}

function judgeItem(service: Service, { task }: BatchItem<unknown>, answer: Answer): Outcome<unknown> {
  const error: ConnectorError | undefined = service.client.judge(answer, {
    name: service.name(task.name),
    kind: task.kind,
  })
  if (error !== undefined) return failure(error)
  try {
    return { status: 'succeeded', value: task.decode(answer) }
  } catch (reason) {
    if (isConnectorError(reason)) return failure(reason)
    throw reason
  }
}
