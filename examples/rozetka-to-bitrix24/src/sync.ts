import type { Clock } from '@bpmcentr/core'
import { type Crm, takeOrder } from './inbound.ts'
import { type Returned, returnStatuses, type Shop } from './outbound.ts'
import type { State } from './state.ts'

export interface SyncOptions {
  /** Where the first run begins. Default: now. */
  readonly since?: Date | undefined
  readonly clock?: Clock | undefined
  /** Called whenever the state is worth keeping. */
  readonly save: (state: State) => void
}

export interface SyncResult extends Returned {
  readonly created: number
  readonly moved: number
  readonly unchanged: number
}

/**
 * One round: first what people did in the CRM goes to Rozetka, then what changed at Rozetka comes into the CRM. In this order an
 * order that changed for another reason does not undo what a person did.
 */
export async function sync(shop: Shop, crm: Crm, state: State, options: SyncOptions): Promise<SyncResult> {
  const returned = await returnStatuses(shop, crm, state)
  options.save(state)
  const counts = { created: 0, moved: 0, unchanged: 0 }
  const changes = shop.orderChanges({ expand: ['purchases'], clock: options.clock })
  for (let more = true; more; ) {
    const batch = await changes.poll(state.poll ?? changes.start(options.since))
    for (const order of batch.items) counts[await takeOrder(crm, order, state)]++
    state.poll = batch.state
    more = batch.more
    options.save(state)
  }
  return { ...returned, ...counts }
}
