import { type Collection, collection } from '@bpmcentr/core/testing'
import type { BalanceEntry } from '../balance.ts'
import type { Chat, ChatMessage } from '../chats/chat.ts'
import type { ItemComment } from '../comments.ts'
import { formatKyiv } from '../dates.ts'
import type { Item } from '../items/item.ts'
import type { MarketCategory } from '../market.ts'
import type { OrderInvoice } from '../orders/dictionaries.ts'
import type { Order } from '../orders/order.ts'
import type { Review, ReviewReply } from '../reviews.ts'
import type { Waybill } from '../waybills/rozetka.ts'
import { FIRST_ORDER, itemRows } from './seed.ts'

/** Everything a seller keeps at Rozetka. */
export interface World {
  readonly orders: Collection<Order>
  readonly items: Collection<Item>
  readonly chats: Collection<Chat>
  readonly messages: Collection<ChatMessage & { id: number }>
  readonly reviews: Collection<Review>
  readonly replies: Collection<ReviewReply>
  readonly comments: Collection<ItemComment>
  readonly waybills: Collection<Waybill>
  readonly invoices: Collection<OrderInvoice & { order_id: number }>
  readonly categories: Collection<MarketCategory>
  readonly entries: Collection<BalanceEntry>
  /** How often the reserve of an order was prolonged. */
  readonly prolonged: Collection<{ id: number; order_id: number }>
}

export function createWorld(orders: readonly Order[]): World {
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
  const at = (index: number) => `2026-01-${String(1 + (index % 28)).padStart(2, '0')} 10:16:30`
  const make = <T extends { id: number }>(rows: readonly T[]) => collection<T>({ key: 'id', rows })
  return {
    orders: make(orders),
    items: collection<Item>({ key: 'item_id', rows: itemRows() }),
    chats: make<Chat>(
      many(45, (index) => ({
        id: 193611 + index,
        created: at(index),
        updated: at(index),
        subject: `Замовлення № ${FIRST_ORDER + index}`,
        type: 0,
        order_id: FIRST_ORDER + index,
        item_id: null,
        user_id: 38856538 + index,
        user: { id: 38856538 + index, contact_fio: 'Людмила Гром', has_email: true },
        read_market: index % 2 === 0 ? null : at(index),
        trash_market: 0,
        star_market: 0,
      })),
    ),
    messages: make(
      many(45, (index) => ({
        id: 2083388 + index,
        chat_id: 193611 + index,
        body: 'Коли відправите?',
        created: at(index),
        sender: 1,
        status: 3,
        files: [],
      })),
    ),
    reviews: make<Review>(
      many(45, (index) => ({
        id: 6098971 + index,
        order_id: FIRST_ORDER + index,
        user: 'Олена',
        comment: index % 3 === 0 ? null : 'Все добре',
        created_at: at(index),
        vote: index % 3 === 0 ? 'middle' : 'like',
        status: 'active',
        read: index % 2 === 0,
        reply: null,
      })),
    ),
    replies: make<ReviewReply>(
      many(45, (index) => ({
        id: 7 + index,
        order_id: FIRST_ORDER + index,
        market_review_id: 6098971 + index,
        type: null,
        comment: 'Раді допомогти!',
        status: 4,
        user_type: 1,
        created_at: at(index),
        updated_at: null,
      })),
    ),
    comments: make<ItemComment>(
      many(45, (index) => ({
        id: 44025200 + index,
        parent_id: 0,
        record_id: 344560030,
        name: 'Артем',
        text: 'Чи є в наявності?',
        status: 'active',
        type: index % 2 === 0 ? 'comment' : 'question',
        mark: index % 6,
        created: at(index),
        changed: at(index),
        is_reade: index % 2 === 0,
        is_important: false,
        has_children: index % 3 === 0,
      })),
    ),
    waybills: make<Waybill>(
      many(12, (index) => ({
        id: 316 + index,
        ttn: `UNK-92493744${index + 2}`,
        ext_id: `UNK-92493744${index + 2}`,
        order_id: FIRST_ORDER + index,
        delivery_service_id: 1,
        delivery_status_id: '10010',
        receiver_fio: 'Шевченко Олена',
        delivery_price: '0.00',
        created_at: at(index),
        cod_amount: null,
      })),
    ),
    invoices: collection<OrderInvoice & { order_id: number }>({
      key: 'invoice_id',
      rows: many(12, (index) => ({
        invoice_id: 1234567 + index,
        order_id: FIRST_ORDER,
        amount: 100 + index,
        status: 2,
      })),
    }),
    categories: collection<MarketCategory>({
      key: 'category_id',
      rows: many(30, (index) => ({ category_id: 197626 + index, parent_id: 4630027, name: `Аксесуари ${index + 1}` })),
    }),
    entries: make<BalanceEntry>(
      many(30, (index) => ({
        id: 2869005 + index,
        logId: 2063419 + index,
        orderId: FIRST_ORDER + index,
        productId: 344560030,
        operationType: 1 + (index % 3),
        price: '210.00',
        quantity: 1,
        cost: '210.00',
        debit: 34.5,
        credit: 3,
        createdAt: at(index),
      })),
    ),
    prolonged: make<{ id: number; order_id: number }>([]),
  }
}

/** The vendor's clock text of a request. */
export function stamp(request: { readonly at: number }): string {
  return formatKyiv(new Date(request.at))
}
