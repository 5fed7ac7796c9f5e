import { app } from './app.ts'
import { call, query, v3Call } from './call.ts'
import { catalog, orders } from './catalog.ts'
import { messages, telephony, workflows } from './communication.ts'
import { activities, classic, comments, requisites } from './crm/classic.ts'
import { companies, contacts, deals, invoices, items, leads, quotes } from './crm/items.ts'
import { productRows } from './crm/productRows.ts'
import { categories, duplicates, stageHistory, statuses, todos, types, userFields } from './crm/related.ts'
import { disk } from './disk.ts'
import { events } from './events.ts'
import { departments, users } from './people.ts'
import { tasks } from './tasks.ts'

const v3 = { call: v3Call }

/** Every operation, by resource. Named, so that editors show the comments of the operations themselves. */
export type Bitrix24Operations = {
  readonly deals: typeof deals
  readonly leads: typeof leads
  readonly contacts: typeof contacts
  readonly companies: typeof companies
  readonly quotes: typeof quotes
  readonly invoices: typeof invoices
  readonly items: typeof items
  readonly types: typeof types
  readonly productRows: typeof productRows
  readonly categories: typeof categories
  readonly statuses: typeof statuses
  readonly stageHistory: typeof stageHistory
  readonly duplicates: typeof duplicates
  readonly comments: typeof comments
  readonly todos: typeof todos
  readonly activities: typeof activities
  readonly requisites: typeof requisites
  readonly userFields: typeof userFields
  readonly classic: typeof classic
  readonly tasks: typeof tasks
  readonly users: typeof users
  readonly departments: typeof departments
  readonly disk: typeof disk
  readonly catalog: typeof catalog
  readonly orders: typeof orders
  readonly telephony: typeof telephony
  readonly messages: typeof messages
  readonly workflows: typeof workflows
  readonly events: typeof events
  readonly app: typeof app
  readonly call: typeof call
  readonly query: typeof query
  readonly v3: typeof v3
}

export const operations: Bitrix24Operations = {
  deals,
  leads,
  contacts,
  companies,
  quotes,
  invoices,
  items,
  types,
  productRows,
  categories,
  statuses,
  stageHistory,
  duplicates,
  comments,
  todos,
  activities,
  requisites,
  userFields,
  classic,
  tasks,
  users,
  departments,
  disk,
  catalog,
  orders,
  telephony,
  messages,
  workflows,
  events,
  app,
  call,
  query,
  v3,
}
