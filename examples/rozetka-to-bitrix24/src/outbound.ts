import { ConflictError, InvalidRequestError } from '@bpmcentr/core'
import type { rozetka } from '@bpmcentr/rozetka'
import { type Crm, ORIGIN } from './inbound.ts'
import { statusFor } from './stages.ts'
import type { State } from './state.ts'

export type Shop = ReturnType<typeof rozetka>

/** What came of the moves that people made. */
export interface Returned {
  /** Orders whose status was changed. */
  readonly changed: number[]
  /** Moves that Rozetka does not allow, or that lack a waybill. */
  readonly refused: { readonly order: number; readonly reason: string }[]
}

/**
 * Deals that stand elsewhere than this program left them were moved by a person: their orders follow. The waybill is in the
 * deal's "additional information". A deal is tried again on the next run only if it is moved again.
 */
export async function returnStatuses(shop: Shop, crm: Crm, state: State): Promise<Returned> {
  const result: Returned = { changed: [], refused: [] }
  const deals = crm.deals.list({
    select: ['id', 'stageId', 'originId', 'additionalInfo'],
    filter: { '=originatorId': ORIGIN, '@stageId': ['PREPARATION', 'EXECUTING', 'LOSE'] },
  })
  for await (const deal of deals) {
    const order = Number(deal.originId)
    const link = state.links[order]
    const stage = deal.stageId ?? ''
    if (link === undefined || link.stage === stage) continue
    const status = statusFor(stage)
    if (status !== undefined) {
      const ttn = stage === 'EXECUTING' ? (deal.additionalInfo ?? '').trim() : ''
      const reason = await move(shop, { id: order, status, ...(ttn !== '' && { ttn }) })
      if (reason === undefined) result.changed.push(order)
      else result.refused.push({ order, reason })
    }
    state.links[order] = { ...link, stage }
  }
  return result
}

async function move(shop: Shop, change: Parameters<Shop['moveOrder']>[0]): Promise<string | undefined> {
  if (change.status === 61 && change.ttn === undefined) return 'no waybill in the deal'
  try {
    await shop.moveOrder(change)
    return undefined
  } catch (error) {
    // Everything else, an outage above all, ends the run: the state is not kept and the deal is looked at again.
    if (error instanceof ConflictError || error instanceof InvalidRequestError) return error.message
    throw error
  }
}
