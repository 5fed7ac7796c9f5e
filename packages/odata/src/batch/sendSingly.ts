import { type CallOptions, InputError, isConnectorError } from '@bpmcentr/core'
import type { Service } from '../client/service.ts'
import { send } from '../client/task.ts'
import { failure, type Group, type Outcomes } from './multipartBatch.ts'

const DEFAULT_PARALLEL = 4

/** For services without `$batch`: every request by itself, several at once. */
export async function sendSingly(
  service: Service,
  groups: readonly Group[],
  continueOnError: boolean,
  call: CallOptions,
): Promise<Outcomes> {
  if (groups.some(({ atomic }) => atomic)) {
    throw new InputError('this service has no batches, so it cannot make several changes take effect together')
  }
  const items = groups.flatMap((group) => group.items)
  const outcomes: Outcomes = new Map()
  let next = 0
  let stopped = false
  const work = async () => {
    while (next < items.length && !stopped) {
      const item = items[next++]
      if (item === undefined) return
      try {
        outcomes.set(item, { status: 'succeeded', value: await send(service, item.task, call) })
      } catch (error) {
        if (!isConnectorError(error)) {
          stopped = true
          throw error
        }
        outcomes.set(item, failure(error))
        stopped ||= !continueOnError
      }
    }
  }
  const parallel = Math.max(1, service.options.batch?.parallel ?? DEFAULT_PARALLEL)
  const workers = Array.from({ length: Math.min(parallel, items.length) }, work)
  const settled = await Promise.allSettled(workers)
  for (const result of settled) if (result.status === 'rejected') throw result.reason
  return outcomes
}
