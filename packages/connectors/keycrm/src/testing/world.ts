import { type Collection, collection } from '@bpmcentr/core/testing'
import { formatUtc } from '../dates.ts'
import type { OfferRow, ProductRow } from './catalogRows.ts'
import { cards, companies, exampleDetails, files, transactions } from './examples.ts'
import type {
  BuyerRow,
  CardRow,
  CompanyRow,
  CustomFieldRow,
  ExpenseRow,
  FileRow,
  OrderRow,
  PaymentRow,
  PipelineStatusRow,
  TableRow,
  TransactionRow,
} from './rows.ts'
import { type Seed, seedCatalogue } from './seed.ts'
import * as tables from './tables.ts'

/** Everything a company keeps in its CRM. */
export interface World {
  readonly orders: Collection<OrderRow>
  readonly payments: Collection<PaymentRow>
  readonly expenses: Collection<ExpenseRow>
  readonly buyers: Collection<BuyerRow>
  readonly companies: Collection<CompanyRow>
  readonly products: Collection<ProductRow>
  readonly offers: Collection<OfferRow>
  readonly categories: Collection<TableRow>
  readonly cards: Collection<CardRow>
  readonly files: Collection<FileRow>
  readonly transactions: Collection<TransactionRow>
  readonly customFields: Collection<CustomFieldRow>
  readonly users: Collection<TableRow>
  readonly calls: Collection<TableRow>
  readonly statuses: Collection<TableRow>
  readonly sources: Collection<TableRow>
  readonly tags: Collection<TableRow>
  readonly paymentMethods: Collection<TableRow>
  readonly expenseTypes: Collection<TableRow>
  readonly deliveryServices: Collection<TableRow>
  readonly productStatuses: Collection<TableRow>
  readonly pipelines: Collection<TableRow>
  readonly pipelineStatuses: Collection<PipelineStatusRow>
}

export function createWorld(seed: Seed): World {
  const { orders, payments, expenses, buyers } = exampleDetails(seed)
  const { products, offers } = seedCatalogue()
  const make = <T extends { id: number }>(rows: readonly T[]) => collection<T>({ key: 'id', rows })
  return {
    orders: make(orders),
    payments: make(payments),
    expenses: make(expenses),
    buyers: make(buyers),
    companies: make(companies()),
    products: make(products),
    offers: make(offers),
    categories: make(categories()),
    cards: make(cards()),
    files: make(files()),
    transactions: make(transactions()),
    customFields: make(tables.customFields()),
    users: make(tables.users()),
    calls: make(calls()),
    statuses: make(tables.statuses()),
    sources: make(tables.sources()),
    tags: make(tables.tags()),
    paymentMethods: make(tables.paymentMethods()),
    expenseTypes: make(tables.expenseTypes()),
    deliveryServices: make(tables.deliveryServices()),
    productStatuses: make(tables.productStatuses()),
    pipelines: make(tables.pipelines()),
    pipelineStatuses: make(tables.pipelineStatuses()),
  }
}

/** The vendor's clock text of a request. */
export function stamp(request: { readonly at: number }): string {
  return formatUtc(new Date(request.at))
}

function categories(): TableRow[] {
  return [
    { id: 1, name: 'Товари', parent_id: null },
    { id: 2, name: 'Подарунки', parent_id: 1 },
    { id: 3, name: 'Дім', parent_id: 1 },
    { id: 4, name: 'Одяг і текстиль', parent_id: 1 },
    { id: 5, name: 'Смаколики', parent_id: 1 },
    { id: 6, name: 'Електроніка', parent_id: null },
  ]
}

function calls(): TableRow[] {
  const numbers = { internal_number: '101', source_number: '+380443333333', call_route_service_id: 1, call_url: null }
  const utm = { utm_source: null, utm_medium: null, utm_campaign: null, utm_term: null, utm_content: null }
  return Array.from({ length: 24 }, (_, index) => {
    const at = `2026-02-01 ${String(8 + (index % 10)).padStart(2, '0')}:15:00`
    return {
      id: 1 + index,
      // Only the table of rows needs a name; calls have none on the wire.
      name: '',
      ...numbers,
      external_number: `+38067222${String(1_000 + index)}`,
      reference_id: `1ec09d2e-e1c2-11e3-8c4a-${String(index).padStart(12, '0')}`,
      type: index % 3 === 0 ? 'outgoing' : 'incoming',
      state: index % 4 === 0 ? 'canceled' : 'completed',
      user_id: index % 2 === 0 ? 11 : 12,
      duration: index % 4 === 0 ? 0 : 30 + index,
      comment: null,
      client_id: index < 10 ? index + 1 : null,
      lead_id: index === 0 ? 22 : null,
      ...utm,
      created_at: at,
      updated_at: at,
    }
  })
}
