import { updateItems } from './items/prices.ts'
import { countItems, getItem, listItems } from './items/read.ts'
import { createItem, updateContent } from './items/write.ts'

export const items = {
  /** Items of one tab of the cabinet (all unless given), page by page. */
  list: listItems,
  /** One item, by `rz_item_id` or `item_id`. */
  get: getItem,
  /** How many items there are on each tab. */
  counts: countItems,
  /** Sets prices and stocks of up to 100 items. Values are absolute, so it is safe to repeat. */
  update: updateItems,
  /** Creates an item. Give it a `price_offer_id`, so that it can be found when the answer is lost. */
  create: createItem,
  /** Changes names, descriptions, attributes and pictures of up to 100 items. */
  updateContent,
}
