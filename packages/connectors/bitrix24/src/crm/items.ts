import { COMPANY, CONTACT, CUSTOM, DEAL, INVOICE, LEAD, QUOTE } from './entities.ts'
import { type ItemResource, itemResource } from './itemResource.ts'

const CREATED = '2026-02-01T09:00:00+02:00'

export const deals: ItemResource<typeof DEAL, unknown> = itemResource({
  descriptor: DEAL,
  one: 'a deal',
  many: 'deals',
  entityTypeId: 2,
  example: {
    fields: {
      title: 'Order 2026-000115',
      categoryId: 0,
      stageId: 'NEW',
      opportunity: 1220.5,
      currencyId: 'UAH',
      contactIds: [1],
    },
    row: {
      id: 1,
      title: 'Order 2026-000115',
      stageId: 'NEW',
      opportunity: 1220.5,
      currencyId: 'UAH',
      createdTime: CREATED,
      entityTypeId: 2,
    },
  },
})

export const leads: ItemResource<typeof LEAD, unknown> = itemResource({
  descriptor: LEAD,
  one: 'a lead',
  many: 'leads',
  entityTypeId: 1,
  example: {
    fields: { title: 'Call back', name: 'Олена', fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+380671112233' }] },
    row: { id: 1, title: 'Call back', name: 'Олена', stageId: 'NEW', createdTime: CREATED, entityTypeId: 1 },
  },
})

export const contacts: ItemResource<typeof CONTACT, unknown> = itemResource({
  descriptor: CONTACT,
  one: 'a contact',
  many: 'contacts',
  entityTypeId: 3,
  example: {
    fields: {
      name: 'Олена',
      lastName: 'Шевченко',
      fm: [{ typeId: 'PHONE', valueType: 'MOBILE', value: '+380671112233' }],
    },
    row: { id: 1, name: 'Олена', lastName: 'Шевченко', createdTime: CREATED, entityTypeId: 3 },
  },
})

export const companies: ItemResource<typeof COMPANY, unknown> = itemResource({
  descriptor: COMPANY,
  one: 'a company',
  many: 'companies',
  entityTypeId: 4,
  example: {
    fields: { title: 'ТОВ «Ранок»', industry: 'IT' },
    row: { id: 1, title: 'ТОВ «Ранок»', industry: 'IT', createdTime: CREATED, entityTypeId: 4 },
  },
})

export const quotes: ItemResource<typeof QUOTE, unknown> = itemResource({
  descriptor: QUOTE,
  one: 'a quote',
  many: 'quotes',
  entityTypeId: 7,
  example: {
    fields: { title: 'Offer 17', opportunity: 900, currencyId: 'UAH' },
    row: { id: 1, title: 'Offer 17', opportunity: 900, currencyId: 'UAH', createdTime: CREATED, entityTypeId: 7 },
  },
})

/** Smart invoices; the old ones (`crm.invoice.*`) are read with `call`. */
export const invoices: ItemResource<typeof INVOICE, unknown> = itemResource({
  descriptor: INVOICE,
  one: 'an invoice',
  many: 'invoices',
  entityTypeId: 31,
  example: {
    fields: { title: 'Invoice 17', opportunity: 900, currencyId: 'UAH' },
    row: { id: 1, title: 'Invoice 17', opportunity: 900, currencyId: 'UAH', createdTime: CREATED, entityTypeId: 31 },
  },
})

/** Items of any type, named by `entityTypeId`: for custom types (smart processes, 128 and above). */
export const items: ItemResource<typeof CUSTOM, { readonly entityTypeId: number }> = itemResource({
  descriptor: CUSTOM,
  one: 'an item of any type',
  many: 'items of any type',
  entityTypeId: undefined,
  example: {
    fields: { title: 'Contract 17' },
    row: { id: 1, title: 'Contract 17', createdTime: CREATED, entityTypeId: 128 },
  },
})
