import type { OfferRow } from './catalogRows.ts'
import type { CustomFieldRow, Fields, LineRow, SetValue } from './rows.ts'
import type { World } from './world.ts'

export function showOffer(offer: OfferRow): Fields {
  const { stock, ...rest } = offer
  return { ...rest, quantity: inStock(stock) }
}

export function inStock(stock: Readonly<Record<number, number>>): number {
  return Object.values(stock).reduce((sum, quantity) => sum + quantity, 0)
}

export function showOfferRef(world: World, id: number | null): unknown {
  const offer = id === null ? undefined : world.offers.get(id)
  if (offer === undefined) return null
  const { thumbnail_url: _picture, ...shown } = showOffer(offer)
  return shown
}

export function nameOf(world: World, line: LineRow): string | null {
  const offer = line.offer_id === null ? undefined : world.offers.get(line.offer_id)
  return (offer && world.products.get(offer.product_id)?.name) ?? line.name
}

/** Only fields that hold something. */
export function showFields(world: World, values: readonly SetValue[]): unknown[] {
  return values.flatMap(({ uuid, value }) => {
    const field: CustomFieldRow | undefined = world.customFields.find((row) => row.uuid === uuid)
    return field === undefined ? [] : [{ id: field.id, uuid, name: field.name, type: field.type, value }]
  })
}
