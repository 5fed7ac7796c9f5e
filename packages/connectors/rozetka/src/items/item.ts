import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Anything, Either, Flag, Many, Maybe, Money, Num, Text } from '../wire.ts'

const Titled = schema(() => z.looseObject({ id: Either(), title: Text(), title_ua: Text() }))
interface TitledSchema extends ReturnType<typeof Titled> {}

/**
 * An item of the seller. Three ids: `rz_item_id` is the public one (what `items.update` takes), `item_id` is internal,
 * `price_offer_id` is the one of your own price list. Prices are whole UAH; `commission_sum` is decimal text. `available`: 0
 * no, 1 yes, 2 gone from the price list. `state`: 1 new, 0 used, 2 refurbished, 3 discounted. `sync_source.availability`: 3
 * the price list rules stocks, 4 the API does.
 */
export const Item = schema(() =>
  z.looseObject({
    rz_item_id: Num(),
    item_id: Num(),
    price_offer_id: Text(),
    sync_source_id: Num(),
    sync_source: z.looseObject({ id: Num(), availability: Num(), is_virtual_source: Num() }).nullish(),
    sla_id: Num(),
    rz_group_id: Num(),
    name: Text(),
    name_ua: Text(),
    name_ru: Text(),
    url: Text(),
    article: Text(),
    price: Num(),
    price_old: Num(),
    price_promo: Num(),
    updated_price: Num(),
    commission_percent: Num(),
    commission_sum: Money(),
    rz_category: Maybe<TitledSchema>(Titled()),
    price_category: Maybe<TitledSchema>(Titled()),
    rz_producer: Maybe<TitledSchema>(Titled()),
    price_producer_name: Text(),
    photo_preview: Many<z.ZodString>(z.string()),
    photo: Many<z.ZodString>(z.string()),
    rz_status: Num(),
    rz_sell_status: Num(),
    available: Num(),
    available_title: Text(),
    upload_status: Num(),
    upload_status_title: Text(),
    blocked_reason: z.array(z.looseObject({ reason_id: Num(), title: Text() })).nullish(),
    change_status: Num(),
    changes: Anything(),
    stock_quantity: Num(),
    sold: Num(),
    error_reason: Text(),
    is_ff: Flag(),
    max_cart_quantity: Num(),
    min_cart_quantity: Num(),
    created_at: Text(),
    state: Num(),
    docket: Text(),
    docket_ua: Text(),
  }),
)
export interface Item extends z.output<ReturnType<typeof Item>> {}

export const exampleItem: Item = {
  rz_item_id: 344560030,
  item_id: 114053,
  price_offer_id: '7372',
  name: 'Масляний фiльтр UFI (2348400)',
  article: '2348400',
  price: 450,
  price_old: null,
  commission_sum: '0.00',
  available: 1,
  stock_quantity: 15,
}
