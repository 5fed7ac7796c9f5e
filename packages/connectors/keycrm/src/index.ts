export { Buyer, CreateBuyer, GetBuyer, ImportBuyers, ListBuyers, UpdateBuyer } from './buyers.ts'
export { Call, ListCalls } from './calls.ts'
export { Card, CreateCard, GetCard, ListCards, UpdateCard } from './cards/card.ts'
export { CardFile, CreateCardPayment, UpdateCardPayment } from './cards/links.ts'
export { Category, CreateCategory, ListCategories } from './categories.ts'
export { Company, CreateCompany, GetCompany, ListCompanies, UpdateCompany } from './companies.ts'
export { type KeycrmOperations, keycrm } from './connector.ts'
export { CustomField, FieldValue, ListCustomFields, SetField } from './customFields.ts'
export { formatUtc, parseUtc } from './dates.ts'
export { Expense, ExpenseType, Payment, PaymentMethod } from './money.ts'
export { ListOffers, ListStocks, Offer, OfferStocks, UpdateOffers, UpdateStocks } from './offers.ts'
export { DeliveryService, ListDictionary, ProductStatus, Source } from './orders/dictionaries.ts'
export { CreateOrder, GetOrder, ImportOrders, ListOrders, UpdateOrder } from './orders/input.ts'
export { OrderFile, OrderTag } from './orders/links.ts'
export { CreateOrderExpense, CreateOrderPayment, UpdateOrderExpense, UpdateOrderPayment } from './orders/money.ts'
export { Order, OrderProduct, Shipping, Status, Tag } from './orders/order.ts'
export { AttachTransaction, ExternalTransaction, ListExternalTransactions } from './payments.ts'
export { BuyerRef, Client, User } from './people.ts'
export { ListPipelineStatuses, ListPipelines, Pipeline, PipelineStatus } from './pipelines.ts'
export {
  CreateOffers,
  CreateProduct,
  GetProduct,
  ImportProducts,
  ListProducts,
  Product,
  UpdateProduct,
} from './products/product.ts'
export { ListAttachments, ListFiles, StoredFile, UploadFile } from './storage.ts'
export { ListUsers } from './users.ts'
export { type KeycrmEvents, keycrmWebhook, keycrmWebhooks, LeadEvent, OrderEvent } from './webhooks.ts'
export { Done, type Open } from './wire.ts'
