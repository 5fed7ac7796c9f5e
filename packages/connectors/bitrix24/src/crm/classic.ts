import { classicResource } from '../classic.ts'

const TITLE = 'Order 2026-000115'
const PERSON = { NAME: 'Олена', LAST_NAME: 'Шевченко', PHONE: [{ VALUE: '+380671112233', VALUE_TYPE: 'WORK' }] }

/**
 * The older twins of `crm.item.*`: names in capitals, values as text. Bitrix24 advises against them; they remain for what the new
 * ones do not have.
 */
export const classic = {
  deals: classicResource({
    prefix: 'crm.deal',
    one: 'a deal (older method)',
    many: 'deals (older method)',
    fields: { TITLE, STAGE_ID: 'NEW', OPPORTUNITY: 1220.5, CURRENCY_ID: 'UAH' },
    row: { ID: '1', TITLE, STAGE_ID: 'NEW', OPPORTUNITY: '1220.50', CURRENCY_ID: 'UAH' },
  }),
  leads: classicResource({
    prefix: 'crm.lead',
    one: 'a lead (older method)',
    many: 'leads (older method)',
    fields: { TITLE: 'Call back', ...PERSON },
    row: { ID: '1', TITLE: 'Call back', NAME: 'Олена', STATUS_ID: 'NEW' },
  }),
  contacts: classicResource({
    prefix: 'crm.contact',
    one: 'a contact (older method)',
    many: 'contacts (older method)',
    fields: PERSON,
    row: { ID: '1', NAME: 'Олена', LAST_NAME: 'Шевченко' },
  }),
  companies: classicResource({
    prefix: 'crm.company',
    one: 'a company (older method)',
    many: 'companies (older method)',
    fields: { TITLE: 'ТОВ «Ранок»' },
    row: { ID: '1', TITLE: 'ТОВ «Ранок»' },
  }),
}

/** Calls, meetings, e-mails: https://apidocs.bitrix24.com/api-reference/crm/timeline/activities/index.html */
export const activities = classicResource({
  prefix: 'crm.activity',
  one: 'an activity',
  many: 'activities',
  fields: { OWNER_TYPE_ID: 2, OWNER_ID: 1, TYPE_ID: 2, SUBJECT: 'Call', COMMUNICATIONS: [{ VALUE: '+380671112233' }] },
  row: { ID: '1', OWNER_TYPE_ID: '2', OWNER_ID: '1', TYPE_ID: '2', SUBJECT: 'Call' },
})

/** Legal details of companies and contacts: https://apidocs.bitrix24.com/api-reference/crm/requisites/index.html */
export const requisites = classicResource({
  prefix: 'crm.requisite',
  one: 'a requisite',
  many: 'requisites',
  fields: { ENTITY_TYPE_ID: 4, ENTITY_ID: 1, PRESET_ID: 1, NAME: 'Main', RQ_INN: '1234567890' },
  row: { ID: '1', ENTITY_TYPE_ID: '4', ENTITY_ID: '1', PRESET_ID: '1', NAME: 'Main' },
})

/** Comments in the timeline: https://apidocs.bitrix24.com/api-reference/crm/timeline/comments/index.html */
export const comments = classicResource({
  prefix: 'crm.timeline.comment',
  one: 'a comment in a timeline',
  many: 'comments of an item (filter by ENTITY_ID and ENTITY_TYPE)',
  fields: { ENTITY_ID: 1, ENTITY_TYPE: 'deal', COMMENT: 'Paid' },
  row: { ID: '1', ENTITY_ID: '1', ENTITY_TYPE: 'deal', COMMENT: 'Paid' },
})
