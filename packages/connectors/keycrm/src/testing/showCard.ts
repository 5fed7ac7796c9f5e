import { included } from './listing.ts'
import type { CardRow } from './rows.ts'
import { nameOf, showFields, showOfferRef } from './showParts.ts'
import { showClient, showUser } from './showPeople.ts'
import type { World } from './world.ts'

type Asked = ReadonlySet<string>

export function showCard(world: World, card: CardRow, asked: Asked = new Set()): unknown {
  const status = world.pipelineStatuses.get(card.status_id)
  return {
    id: card.id,
    contact_id: card.contact.id,
    source_id: card.source_id,
    manager_id: card.manager_id,
    target_id: null,
    target_type: null,
    status_id: card.status_id,
    title: card.title,
    manager_comment: card.manager_comment,
    ...card.marketing,
    is_finished: null,
    status_changed_at: card.status_changed_at,
    communicate_at: card.communicate_at,
    created_at: card.created_at,
    updated_at: card.updated_at,
    ...included(asked, {
      contact: () => ({
        ...card.contact,
        ...(asked.has('contact.client') ? { client: showClient(world, card.contact.client_id) } : undefined),
      }),
      products: () =>
        card.lines.map((line) => ({
          id: line.id,
          product_id: line.offer_id,
          name: nameOf(world, line),
          sku: line.sku,
          price: line.price,
          quantity: line.quantity,
          unit_type: line.unit_type,
          picture: line.picture,
          ...(asked.has('products.offer') ? { offer: showOfferRef(world, line.offer_id) } : undefined),
        })),
      manager: () => showUser(world, card.manager_id),
      status: () =>
        status && {
          id: status.id,
          name: status.title,
          alias: status.alias,
          is_active: true,
          pipeline_id: status.pipeline_id,
        },
      payments: () => card.payment_ids.map((id) => world.payments.get(id)),
      custom_fields: () => showFields(world, card.custom_fields),
    }),
  }
}
