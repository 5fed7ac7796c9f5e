import type { bitrix24 } from '@bpmcentr/bitrix24'
import type { Order } from '@bpmcentr/rozetka'
import { stageFor } from './stages.ts'
import type { State } from './state.ts'

export type Crm = ReturnType<typeof bitrix24>

/** How deals made here are told from others; with the order's number it finds a deal again. */
export const ORIGIN = 'ROZETKA'

/** What became of an order. */
export type Outcome = 'created' | 'moved' | 'unchanged'

/** One order into the CRM: its deal is found by origin, so that doing it twice is doing it once. */
export async function takeOrder(crm: Crm, order: Order, state: State): Promise<Outcome> {
  const stage = stageFor(order)
  const known = await dealOf(crm, order.id)
  if (known !== undefined) {
    // Without a link, an earlier run may have ended between the deal and its lines.
    if (state.links[order.id] === undefined) await setLines(crm, known.id, order)
    const moved = known.stageId !== stage
    if (moved) await crm.deals.update({ id: known.id, fields: { stageId: stage } })
    state.links[order.id] = { deal: known.id, stage }
    return moved ? 'moved' : 'unchanged'
  }
  const contact = await contactOf(crm, order)
  const deal = await crm.deals.add({
    fields: {
      title: `Rozetka № ${order.id}`,
      originatorId: ORIGIN,
      originId: String(order.id),
      stageId: stage,
      opportunity: Number(order.cost_with_discount ?? order.amount ?? 0),
      currencyId: 'UAH',
      additionalInfo: order.ttn ?? '',
      ...(contact !== undefined && { contactIds: [contact] }),
    },
  })
  await setLines(crm, deal.id, order)
  state.links[order.id] = { deal: deal.id, stage }
  return 'created'
}

/** Replaces the lines, so that it may be done again. */
async function setLines(crm: Crm, deal: number, order: Order): Promise<void> {
  await crm.productRows.set({
    ownerType: 'D',
    ownerId: deal,
    productRows: (order.purchases ?? []).map((line) => ({
      productName: line.item_name ?? `Item ${line.item_id}`,
      price: Number(line.price_with_discount ?? line.price ?? 0),
      quantity: line.quantity ?? 1,
    })),
  })
}

async function dealOf(crm: Crm, order: number) {
  return crm.deals
    .list({
      select: ['id', 'stageId', 'originId'],
      filter: { '=originatorId': ORIGIN, '=originId': String(order) },
    })
    .first()
}

/** By phone, as people write it and as Rozetka does; a buyer whom nobody knows becomes a contact. */
async function contactOf(crm: Crm, order: Order): Promise<number | undefined> {
  const digits = (order.user_phone ?? '').replace(/\D/g, '')
  if (digits === '') return undefined
  const hits = await crm.duplicates.find({ type: 'PHONE', values: [`+${digits}`, digits], entity_type: 'CONTACT' })
  const known = hits.CONTACT?.[0]
  if (known !== undefined) return known
  const contact = await crm.contacts.add({
    fields: {
      name: order.user_title?.first_name ?? 'Rozetka',
      lastName: order.user_title?.last_name ?? '',
      secondName: order.user_title?.second_name ?? '',
      fm: [{ typeId: 'PHONE', valueType: 'MOBILE', value: `+${digits}` }],
    },
  })
  return contact.id
}
