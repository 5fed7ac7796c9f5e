import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, SetField } from './customFields.ts'
import { byPage } from './pages.ts'
import { User } from './people.ts'
import { Between, Ids, Include, paging, selection, Terms } from './query.ts'
import { Day, Done, Id, num, text } from './wire.ts'

/**
 * A buyer, with lists of e-mails and phones. `birthday` is a day, `YYYY-MM-DD`; the keys from `company` on come only when
 * asked for with `include`.
 */
export const Buyer = schema(() =>
  z.looseObject({
    id: z.number(),
    full_name: text(),
    birthday: text(),
    email: z.array(z.string()).nullish(),
    phone: z.array(z.string()).nullish(),
    note: text(),
    created_at: text(),
    updated_at: text(),
    company: z.looseObject({ id: num(), name: text(), full_name: text(), address: text(), note: text() }).nullish(),
    manager: User().nullish(),
    loyalty: z
      .array(
        z.looseObject({
          loyalty_program_id: num(),
          loyalty_program_name: text(),
          loyalty_program_level_id: num(),
          loyalty_program_level_name: text(),
          amount: num(),
          discount: num(),
        }),
      )
      .optional(),
    shipping: z
      .array(
        z.looseObject({
          address: text(),
          additional_address: text(),
          city: text(),
          region: text(),
          zip_code: text(),
          country: text(),
          recipient_full_name: text(),
          recipient_phone: text(),
          warehouse_ref: text(),
        }),
      )
      .optional(),
    custom_fields: z.array(FieldValue()).optional(),
  }),
)
export interface Buyer extends z.output<ReturnType<typeof Buyer>> {}

const include = () => Include(['manager', 'shipping', 'company', 'loyalty', 'custom_fields'])

export const GetBuyer = schema(() => z.strictObject({ id: Id(), include: include() }))
export interface GetBuyer extends z.output<ReturnType<typeof GetBuyer>> {}

export const ListBuyers = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        buyer_id: Ids().optional(),
        buyer_phone: Terms().optional(),
        buyer_email: Terms().optional(),
        created_between: Between().optional(),
        updated_between: Between().optional(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListBuyers extends z.output<ReturnType<typeof ListBuyers>> {}

const line = () => z.string().nullish()

function newBuyer() {
  return {
    full_name: z.string().min(1),
    birthday: Day().nullish(),
    email: z.array(z.string()).nullish(),
    phone: z.array(z.string()).nullish(),
    note: line(),
    discount: z.number().nullish(),
    company_id: Id().nullish(),
    manager_id: Id().nullish(),
    shipping: z
      .array(
        z.strictObject({
          address: line(),
          additional_address: line(),
          city: line(),
          region: line(),
          zip_code: line(),
          country: line(),
          recipient_full_name: line(),
          recipient_phone: line(),
          warehouse_ref: line(),
          shipping_service: line(),
        }),
      )
      .optional(),
    custom_fields: z.array(SetField()).optional(),
  }
}

export const CreateBuyer = schema(() => z.strictObject(newBuyer()))
export interface CreateBuyer extends z.output<ReturnType<typeof CreateBuyer>> {}

/** KeyCRM wants `full_name` again, also when it stays. */
export const UpdateBuyer = schema(() => z.strictObject({ id: Id(), ...newBuyer() }))
export interface UpdateBuyer extends z.output<ReturnType<typeof UpdateBuyer>> {}

/** The document does not require `full_name` here. */
export const ImportBuyers = schema(() =>
  z.strictObject({
    buyers: z.array(z.strictObject({ ...newBuyer(), full_name: z.string().min(1).optional() })).min(1),
  }),
)
export interface ImportBuyers extends z.output<ReturnType<typeof ImportBuyers>> {}

const example: Buyer = {
  id: 22,
  full_name: 'John Doe',
  birthday: '1990-05-16',
  email: ['john.doe@mail.app', 'john.doe2@mail.app'],
  phone: ['+1 555-234-1234'],
  note: null,
  created_at: '2020-05-16 17:00:07',
  updated_at: '2020-05-16 17:00:07',
}

export const buyers = {
  /** One buyer. A missing one is a NotFoundError. */
  get: operation<GetBuyer, Buyer>({
    summary: 'Get a buyer',
    kind: 'read',
    input: GetBuyer,
    output: Buyer,
    request: ({ id, include }) => ({ method: 'GET', path: path`buyer/${id}`, query: selection({ include }) }),
    example: { input: { id: 22 }, output: example },
  }),
  /** Buyers, page by page. */
  list: listOperation<ListBuyers, Buyer>({
    summary: 'List buyers',
    input: ListBuyers,
    item: Buyer,
    pages: byPage,
    key: (buyer) => buyer.id,
    request: (input) => ({ method: 'GET', path: path`buyer`, query: selection(input) }),
    example: { input: { filter: { buyer_phone: '+1 555-234-1234' } }, item: example },
  }),
  /** Creates a buyer. Phones are best given in the international form with a plus. Never repeated after an unknown outcome. */
  create: operation<CreateBuyer, Buyer>({
    summary: 'Create a buyer',
    kind: 'create',
    input: CreateBuyer,
    output: Buyer,
    request: (buyer) => ({ method: 'POST', path: path`buyer`, json: buyer }),
    example: { input: { full_name: 'John Doe', phone: ['+1 555-234-1234'] }, output: example },
  }),
  /** Changes a buyer. `full_name` must be given again. */
  update: operation<UpdateBuyer, Buyer>({
    summary: 'Change a buyer',
    kind: 'update',
    input: UpdateBuyer,
    output: Buyer,
    request: ({ id, ...buyer }) => ({ method: 'PUT', path: path`buyer/${id}`, json: buyer }),
    example: { input: { id: 22, full_name: 'John Doe', note: 'VIP' }, output: { ...example, note: 'VIP' } },
  }),
  /** Creates buyers in one request; no ids come back. KeyCRM documents no ceiling. Never repeated after an unknown outcome. */
  import: operation<ImportBuyers, Done>({
    summary: 'Create buyers at once',
    kind: 'create',
    input: ImportBuyers,
    output: Done,
    request: (input) => ({ method: 'POST', path: path`buyer/import`, json: input }),
    example: { input: { buyers: [{ full_name: 'John Doe' }] }, output: { status: true } },
  }),
}
