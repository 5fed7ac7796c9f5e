import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, type FieldValueSchema, SetField, type SetFieldSchema } from './customFields.ts'
import { byPage } from './pages.ts'
import { User, type UserSchema } from './people.ts'
import { Between, Ids, Include, paging, selection, Terms } from './query.ts'
import { Day, Done, Id, Many, Maybe, Num, Text } from './wire.ts'

/** Where a buyer stands in a loyalty programme: `amount` is what was bought, `discount` in percent. */
const Loyalty = schema(() =>
  z.looseObject({
    loyalty_program_id: Num(),
    loyalty_program_name: Text(),
    loyalty_program_level_id: Num(),
    loyalty_program_level_name: Text(),
    amount: Num(),
    discount: Num(),
  }),
)
interface LoyaltySchema extends ReturnType<typeof Loyalty> {}

const Address = schema(() => z.looseObject(address()))
interface AddressSchema extends ReturnType<typeof Address> {}

const NewAddress = schema(() => z.strictObject({ ...address(), shipping_service: Text() }))
interface NewAddressSchema extends ReturnType<typeof NewAddress> {}

function address() {
  return {
    address: Text(),
    additional_address: Text(),
    city: Text(),
    region: Text(),
    zip_code: Text(),
    country: Text(),
    recipient_full_name: Text(),
    recipient_phone: Text(),
    warehouse_ref: Text(),
  }
}

/**
 * A buyer, with lists of e-mails and phones. `birthday` is a day, `YYYY-MM-DD`; the keys from `company` on come only when
 * asked for with `include`.
 */
export const Buyer = schema(() =>
  z.looseObject({
    id: z.number(),
    full_name: Text(),
    birthday: Text(),
    email: z.array(z.string()).nullish(),
    phone: z.array(z.string()).nullish(),
    note: Text(),
    created_at: Text(),
    updated_at: Text(),
    company: z.looseObject({ id: Num(), name: Text(), full_name: Text(), address: Text(), note: Text() }).nullish(),
    manager: Maybe<UserSchema>(User()),
    loyalty: Many<LoyaltySchema>(Loyalty()),
    shipping: Many<AddressSchema>(Address()),
    custom_fields: Many<FieldValueSchema>(FieldValue()),
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
        buyer_id: Ids(),
        buyer_phone: Terms(),
        buyer_email: Terms(),
        created_between: Between(),
        updated_between: Between(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListBuyers extends z.output<ReturnType<typeof ListBuyers>> {}

function newBuyer() {
  return {
    full_name: z.string().min(1),
    birthday: Day().nullish(),
    email: z.array(z.string()).nullish(),
    phone: z.array(z.string()).nullish(),
    note: Text(),
    discount: Num(),
    company_id: Maybe<Id>(Id()),
    manager_id: Maybe<Id>(Id()),
    shipping: Many<NewAddressSchema>(NewAddress()),
    custom_fields: Many<SetFieldSchema>(SetField()),
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
