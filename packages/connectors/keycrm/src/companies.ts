import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { FieldValue, type FieldValueSchema, SetField, type SetFieldSchema } from './customFields.ts'
import { byPage } from './pages.ts'
import { BuyerRef, type BuyerRefSchema, User, type UserSchema } from './people.ts'
import { Between, Ids, Include, paging, selection } from './query.ts'
import { Id, Many, Maybe, Num, Text } from './wire.ts'

/** A company. `manager`, `buyer` and `custom_fields` come only when asked for with `include`. */
export const Company = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    title: Text(),
    notes: Text(),
    bank_account: Text(),
    manager_id: Num(),
    created_at: Text(),
    updated_at: Text(),
    manager: Maybe<UserSchema>(User()),
    // The document shows one buyer, though a company is linked to a list of them.
    buyer: z.union([z.array<BuyerRefSchema>(BuyerRef()), BuyerRef()]).nullish(),
    custom_fields: Many<FieldValueSchema>(FieldValue()),
  }),
)
export interface Company extends z.output<ReturnType<typeof Company>> {}

const include = () => Include(['manager', 'buyer', 'custom_fields'])

export const GetCompany = schema(() => z.strictObject({ id: Id(), include: include() }))
export interface GetCompany extends z.output<ReturnType<typeof GetCompany>> {}

export const ListCompanies = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        company_id: Ids(),
        created_between: Between(),
        updated_between: Between(),
      })
      .optional(),
    include: include(),
    ...paging(),
  }),
)
export interface ListCompanies extends z.output<ReturnType<typeof ListCompanies>> {}

function newCompany() {
  return {
    name: z.string().min(1),
    title: Text(),
    bank_account: Text(),
    notes: Text(),
    manager_id: Maybe<Id>(Id()),
    buyer_id: z.array(Id()).nullish(),
    custom_fields: Many<SetFieldSchema>(SetField()),
  }
}

/** `buyer_id` are the buyers to link with the company. */
export const CreateCompany = schema(() => z.strictObject(newCompany()))
export interface CreateCompany extends z.output<ReturnType<typeof CreateCompany>> {}

/** KeyCRM wants `name` again, also when it stays. */
export const UpdateCompany = schema(() => z.strictObject({ id: Id(), ...newCompany() }))
export interface UpdateCompany extends z.output<ReturnType<typeof UpdateCompany>> {}

const example: Company = {
  id: 22,
  name: 'Назва компанії',
  title: 'Повна назва компанії',
  notes: 'Примітка',
  bank_account: 'UA393287040000026006654312944',
  manager_id: 12,
  created_at: '2020-05-16 17:00:07',
  updated_at: '2020-05-16 17:00:07',
}

export const companies = {
  /** One company. A missing one is a NotFoundError. */
  get: operation<GetCompany, Company>({
    summary: 'Get a company',
    kind: 'read',
    input: GetCompany,
    output: Company,
    request: ({ id, include }) => ({ method: 'GET', path: path`companies/${id}`, query: selection({ include }) }),
    example: { input: { id: 22, include: ['manager'] }, output: example },
  }),
  /** Companies, page by page. */
  list: listOperation<ListCompanies, Company>({
    summary: 'List companies',
    input: ListCompanies,
    item: Company,
    pages: byPage,
    key: (company) => company.id,
    request: (input) => ({ method: 'GET', path: path`companies`, query: selection(input) }),
    example: { input: { filter: { company_id: [22, 23] } }, item: example },
  }),
  /** Creates a company. Never repeated after an unknown outcome. */
  create: operation<CreateCompany, Company>({
    summary: 'Create a company',
    kind: 'create',
    input: CreateCompany,
    output: Company,
    request: (company) => ({ method: 'POST', path: path`companies`, json: company }),
    example: { input: { name: 'Назва компанії', buyer_id: [22, 23] }, output: example },
  }),
  /** Changes a company. `name` must be given again. */
  update: operation<UpdateCompany, Company>({
    summary: 'Change a company',
    kind: 'update',
    input: UpdateCompany,
    output: Company,
    request: ({ id, ...company }) => ({ method: 'PUT', path: path`companies/${id}`, json: company }),
    example: { input: { id: 22, name: 'Назва компанії', notes: 'Примітка' }, output: example },
  }),
}
