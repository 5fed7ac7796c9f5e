import { type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { type Ask, Ask as AskSchema, askFields, ClassicRow, IdRow, Values } from '../classic.ts'
import { listMethod, method } from '../rpc.ts'
import { AnyId, asMap, Id } from '../schemas.ts'

const EntityType = schema(() => z.strictObject({ entityTypeId: Id() }))

export const Category = schema(() => z.looseObject({ id: z.number(), name: z.string(), sort: z.number().optional() }))
export interface Category extends z.output<ReturnType<typeof Category>> {}

export const categories = {
  /** Funnels of a type. The default funnel of deals has the id 0. */
  list: method<{ readonly entityTypeId: number }, Category[]>({
    method: 'crm.category.list',
    summary: 'List the funnels of a type of item',
    kind: 'read',
    input: EntityType,
    output: schema(() => z.array(Category())),
    answer: (result) => result.categories,
    example: { input: { entityTypeId: 2 }, output: [{ id: 0, name: 'General', sort: 100 }] },
  }),
}

export const CrmStatus = schema(() =>
  z.looseObject({
    ID: AnyId(),
    ENTITY_ID: z.string(),
    STATUS_ID: z.string(),
    NAME: z.string(),
    SORT: AnyId().nullish(),
    /** `S` won, `F` lost, null in progress. */
    SEMANTICS: z.string().nullish(),
  }),
)
export interface CrmStatus extends z.output<ReturnType<typeof CrmStatus>> {}

const StatusFilter = schema(() => z.strictObject({ filter: Values().optional(), order: Values().optional() }))

export const statuses = {
  /**
   * Entries of the CRM's dictionaries: stages (`DEAL_STAGE`, `DEAL_STAGE_{category}`, `STATUS` for leads, `DYNAMIC_{type}_STAGE_{category}`),
   * sources (`SOURCE`), types (`DEAL_TYPE`, `CONTACT_TYPE`) and others, by `filter: { ENTITY_ID }`.
   */
  list: method<{ readonly filter?: Values | undefined; readonly order?: Values | undefined }, CrmStatus[]>({
    method: 'crm.status.list',
    summary: 'List entries of the dictionaries: stages, sources, types',
    kind: 'read',
    input: StatusFilter,
    output: schema(() => z.array(CrmStatus())),
    example: {
      input: { filter: { ENTITY_ID: 'DEAL_STAGE' } },
      output: [{ ID: '1', ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'NEW', NAME: 'New', SORT: '10', SEMANTICS: null }],
    },
  }),
}

interface History extends Ask {
  readonly entityTypeId: number
}

export const stageHistory = {
  /** Moves from stage to stage. */
  list: listMethod<History, ClassicRow>({
    method: 'crm.stagehistory.list',
    summary: 'List moves from stage to stage',
    input: schema(() => z.strictObject({ entityTypeId: Id(), ...askFields() }) as unknown as Schema<History>),
    item: ClassicRow,
    rows: 'items',
    key: ({ ID }) => ID,
    id: { filter: 'ID', row: 'ID' },
    example: { input: { entityTypeId: 2 }, item: { ID: 1, OWNER_ID: 1, STAGE_ID: 'NEW' } },
  }),
}

export const types = {
  /** Custom types (smart processes). */
  list: listMethod<Ask, IdRow>({
    method: 'crm.type.list',
    summary: 'List custom types (smart processes)',
    input: AskSchema,
    item: IdRow,
    rows: 'types',
    key: ({ id }) => id,
    id: { filter: 'id', row: 'id' },
    example: { input: {}, item: { id: 1, title: 'Contracts', entityTypeId: 128 } },
  }),
}

const FindByComm = schema(() =>
  z.strictObject({
    type: z.enum(['PHONE', 'EMAIL']),
    /** Up to 20. */
    values: z.array(z.string().min(1)).min(1).max(20),
    entity_type: z.enum(['LEAD', 'CONTACT', 'COMPANY']).optional(),
  }),
)
export interface FindByComm extends z.output<ReturnType<typeof FindByComm>> {}

const Hits = schema(() => {
  const ids = z.array(z.number()).optional()
  return z.looseObject({ LEAD: ids, CONTACT: ids, COMPANY: ids })
})
/** Ids by type; a type without hits is missing. */
export interface DuplicateHits extends z.output<ReturnType<typeof Hits>> {}

export const duplicates = {
  /** Who has one of these phones or e-mails. Bitrix24 stops looking at 20 hits of a type. */
  find: method<FindByComm, DuplicateHits>({
    method: 'crm.duplicate.findbycomm',
    summary: 'Find leads, contacts and companies by phone or e-mail',
    kind: 'read',
    input: FindByComm,
    output: Hits,
    answer: asMap,
    example: { input: { type: 'PHONE', values: ['+380671112233'] }, output: { CONTACT: [1] } },
  }),
}

const Todo = schema(() =>
  z.strictObject({
    ownerTypeId: Id(),
    ownerId: Id(),
    deadline: z.union([z.string(), z.date()]),
    title: z.string().optional(),
    description: z.string().optional(),
    responsibleId: Id().optional(),
    /** Minutes before the deadline. */
    pingOffsets: z.array(z.int()).optional(),
    colorId: z.string().optional(),
  }),
)
export interface Todo extends z.output<ReturnType<typeof Todo>> {}

const OnlyId = schema(() => z.looseObject({ id: z.number() }))

export const todos = {
  /** A to-do in the timeline of an item. */
  add: method<Todo, { id: number }>({
    method: 'crm.activity.todo.add',
    summary: 'Add a to-do to an item',
    kind: 'create',
    input: Todo,
    output: OnlyId,
    example: {
      input: { ownerTypeId: 2, ownerId: 1, deadline: '2026-03-01T12:00:00+02:00', title: 'Call' },
      output: { id: 1 },
    },
  }),
}

interface UserFieldList extends Ask {
  readonly moduleId: string
}

export const userFields = {
  /** Fields of a portal's own: `filter: { entityId: 'CRM_DEAL' }`. Needs the scope `userfieldconfig`. */
  list: listMethod<UserFieldList, IdRow>({
    method: 'userfieldconfig.list',
    summary: 'List user fields',
    input: schema(() => z.strictObject({ moduleId: z.string(), ...askFields() }) as unknown as Schema<UserFieldList>),
    item: IdRow,
    rows: 'fields',
    key: ({ id }) => id,
    example: {
      input: { moduleId: 'crm', filter: { entityId: 'CRM_DEAL' } },
      item: { id: '1', entityId: 'CRM_DEAL', fieldName: 'UF_CRM_1' },
    },
  }),
  add: method<{ readonly moduleId: string; readonly field: Values }, IdRow>({
    method: 'userfieldconfig.add',
    summary: 'Create a user field',
    kind: 'create',
    input: schema(() => z.strictObject({ moduleId: z.string(), field: Values() })),
    output: IdRow,
    answer: (result) => result.field,
    example: {
      input: { moduleId: 'crm', field: { entityId: 'CRM_DEAL', fieldName: 'UF_CRM_COLOUR', userTypeId: 'string' } },
      output: { id: '2', fieldName: 'UF_CRM_COLOUR' },
    },
  }),
  delete: method<{ readonly moduleId: string; readonly id: number }, true>({
    method: 'userfieldconfig.delete',
    summary: 'Delete a user field with its values',
    kind: 'delete',
    input: schema(() => z.strictObject({ moduleId: z.string(), id: Id() })),
    output: schema(() => z.literal(true) as Schema<true>),
    answer: () => true,
    example: { input: { moduleId: 'crm', id: 1 }, output: true },
  }),
}
