export { Balance, BalanceEntry, ListBalanceEntries } from './balance.ts'
export type { OrderChangesOptions } from './changes.ts'
export { Chat, ChatMessage } from './chats/chat.ts'
export { ChatCounts, ListChats, MarkChats, SendMessage } from './chats.ts'
export { ItemComment, ListComments, ReplyToComment } from './comments.ts'
export { type RozetkaExtras, type RozetkaOptions, rozetka } from './connector.ts'
export { formatKyiv, kyivDay, parseKyiv } from './dates.ts'
export {
  DeliveryService,
  ListDeliveryServices,
  ListLocalities,
  ListPickups,
  ListStreets,
  Locality,
  Pickup,
  Street,
} from './delivery.ts'
export { Item } from './items/item.ts'
export { UpdateItems } from './items/prices.ts'
export { GetItem, ItemCounts, ListItems } from './items/read.ts'
export { ContentUpdated, CreatedItem, CreateItem, UpdateContent } from './items/write.ts'
export {
  CategoryOption,
  GetCategoryOptions,
  ListCategories,
  ListPaymentMethods,
  MarketCategory,
  PaymentMethod,
} from './market.ts'
export type { RozetkaOperations } from './operations.ts'
export {
  GetFilterData,
  ListInvoices,
  ListStatuses,
  ListTransitions,
  OrderCounts,
  OrderFilterData,
  OrderId,
  OrderInvoice,
  PaymentStatus,
} from './orders/dictionaries.ts'
export { GetReceipt, Receipt } from './orders/documents.ts'
export { ProlongOrder, UpdateDelivery, UpdateReceiver } from './orders/edit.ts'
export { ListOrders } from './orders/filter.ts'
export { Delivery, ORDER_EXPAND, Order, PaymentState, Purchase } from './orders/order.ts'
export { GetOrder } from './orders/read.ts'
export { ORDER_STATUSES, OrderStatus, Transition } from './orders/status.ts'
export { SetStatus, UpdateLines } from './orders/write.ts'
export { ListReplies, ListReviews, ReplyToReview, Review, ReviewCounts, ReviewReply } from './reviews.ts'
export { GetNovaPoshtaWaybills, NovaPoshtaWaybill, PrintNovaPoshta } from './waybills/novaPoshta.ts'
export { CreateWaybill, ListWaybills, PrintWaybills, Waybill } from './waybills/rozetka.ts'
export { Done } from './wire.ts'
