import type { Descriptor } from '../fields.ts'

/** `crm.item.*`: https://apidocs.bitrix24.com/api-reference/crm/universal/index.html */

const BASE = {
  id: 'number!',
  xmlId: 'text',
  title: 'text',
  createdTime: 'moment!',
  updatedTime: 'moment!',
  movedTime: 'moment!',
  createdBy: 'number!',
  updatedBy: 'number!',
  movedBy: 'number!',
  lastActivityBy: 'number!',
  lastActivityTime: 'moment!',
  assignedById: 'number',
  opened: 'flag',
  webformId: 'number',
  originatorId: 'text',
  originId: 'text',
  sourceId: 'text',
  sourceDescription: 'text',
  observers: 'ids',
  entityTypeId: 'number!',
  utmSource: 'text',
  utmMedium: 'text',
  utmCampaign: 'text',
  utmContent: 'text',
  utmTerm: 'text',
} as const satisfies Descriptor

const STAGED = {
  categoryId: 'number',
  stageId: 'text',
  previousStageId: 'text!',
  stageSemanticId: 'text!',
  begindate: 'moment',
  closedate: 'moment',
  comments: 'text',
} as const satisfies Descriptor

const MONEY = {
  opportunity: 'number',
  isManualOpportunity: 'flag',
  taxValue: 'number',
  currencyId: 'text',
} as const satisfies Descriptor

const PARTIES = {
  companyId: 'number',
  contactId: 'number',
  contactIds: 'ids',
  mycompanyId: 'number',
} as const satisfies Descriptor

const PERSON = {
  honorific: 'text',
  name: 'text',
  secondName: 'text',
  lastName: 'text',
  birthdate: 'moment',
  post: 'text',
  comments: 'text',
  fm: 'fm',
  hasPhone: 'flag!',
  hasEmail: 'flag!',
  hasImol: 'flag!',
} as const satisfies Descriptor

export const DEAL = {
  ...BASE,
  ...STAGED,
  ...MONEY,
  ...PARTIES,
  typeId: 'text',
  quoteId: 'number',
  leadId: 'number',
  closed: 'flag',
  probability: 'number',
  additionalInfo: 'text',
  locationId: 'text',
  isNew: 'flag!',
  isRecurring: 'flag!',
  isReturnCustomer: 'flag!',
  isRepeatedApproach: 'flag!',
} as const satisfies Descriptor

export const LEAD = {
  ...BASE,
  ...PERSON,
  ...MONEY,
  stageId: 'text',
  previousStageId: 'text!',
  stageSemanticId: 'text!',
  statusDescription: 'text',
  companyTitle: 'text',
  companyId: 'number',
  contactId: 'number',
  contactIds: 'ids',
  isReturnCustomer: 'flag!',
} as const satisfies Descriptor

export const CONTACT = {
  ...BASE,
  ...PERSON,
  typeId: 'text',
  companyId: 'number',
  companyIds: 'ids',
  leadId: 'number',
  export: 'flag',
  photo: 'text',
} as const satisfies Descriptor

export const COMPANY = {
  ...BASE,
  typeId: 'text',
  industry: 'text',
  employees: 'text',
  currencyId: 'text',
  revenue: 'number',
  isMyCompany: 'flag',
  contactIds: 'ids',
  leadId: 'number',
  comments: 'text',
  fm: 'fm',
  hasPhone: 'flag!',
  hasEmail: 'flag!',
  hasImol: 'flag!',
} as const satisfies Descriptor

export const QUOTE = {
  ...BASE,
  ...STAGED,
  ...MONEY,
  ...PARTIES,
  quoteNumber: 'text',
  content: 'text',
  terms: 'text',
  dealId: 'number',
  leadId: 'number',
  actualDate: 'moment',
} as const satisfies Descriptor

export const INVOICE = {
  ...BASE,
  ...STAGED,
  ...MONEY,
  ...PARTIES,
  accountNumber: 'text',
} as const satisfies Descriptor

/** A custom type (smart process). What it has beyond these are user fields. */
export const CUSTOM = { ...BASE, ...STAGED, ...MONEY, ...PARTIES } as const satisfies Descriptor
