import { listOperation, path, schema, singlePage } from '@bpmcentr/core'
import * as z from 'zod'
import { Include, OneOrMore, selection } from './query.ts'
import { Flag, Member, Num, Text } from './wire.ts'

/** A value of a custom field on a record. Select fields hold a list of strings, every other type a string. */
export const FieldValue = schema(() =>
  z.looseObject({
    id: Num(),
    uuid: z.string(),
    name: Text(),
    type: Text(),
    value: z.union([z.string(), z.array(z.string())]).nullish(),
  }),
)
export interface FieldValueSchema extends ReturnType<typeof FieldValue> {}
export interface FieldValue extends z.output<ReturnType<typeof FieldValue>> {}

/** Sets a custom field: `uuid` such as `OR_1037` (order), `LD_1021` (card), `CT_1108` (product), `CY_1108` (company). */
export const SetField = schema(() =>
  z.strictObject({ uuid: z.string().min(1), value: z.union([z.string(), z.array(z.string())]) }),
)
export interface SetFieldSchema extends ReturnType<typeof SetField> {}

/** A custom field as set up in the CRM. */
export const CustomField = schema(() =>
  z.looseObject({
    id: z.number(),
    uuid: z.string(),
    name: Text(),
    model: Member<'order' | 'lead' | 'client' | 'crm_product'>(),
    type: Member<'link' | 'select' | 'switcher' | 'float' | 'number' | 'textarea' | 'text' | 'date' | 'datetime'>(),
    required: Flag(),
    position: Num(),
    is_multiple: Flag(),
    options: z.array(z.looseObject({ id: Num(), field_id: Num(), value: Text() })).nullish(),
  }),
)
export interface CustomField extends z.output<ReturnType<typeof CustomField>> {}

export const ListCustomFields = schema(() =>
  z.strictObject({
    filter: z.strictObject({ model: OneOrMore(['order', 'lead', 'client', 'crm_product']) }).optional(),
    include: Include(['options']),
    sort: z.enum(['position', '-position']).optional(),
  }),
)
export interface ListCustomFields extends z.output<ReturnType<typeof ListCustomFields>> {}

export const customFields = {
  /** Custom fields of orders, cards, buyers and products. KeyCRM sends them all in one answer, without pages. */
  list: listOperation<ListCustomFields, CustomField>({
    summary: 'List custom fields',
    input: ListCustomFields,
    item: CustomField,
    pages: singlePage,
    key: (field) => field.id,
    request: (input) => ({ method: 'GET', path: path`custom-fields`, query: selection(input) }),
    example: {
      input: { filter: { model: 'order' }, include: ['options'] },
      item: {
        id: 123,
        uuid: 'OR_1037',
        name: 'Варіанти дизайну',
        model: 'order',
        type: 'select',
        required: true,
        position: 3,
        is_multiple: true,
        options: [{ id: 12, field_id: 2, value: 'Варіант А' }],
      },
    },
  }),
}
