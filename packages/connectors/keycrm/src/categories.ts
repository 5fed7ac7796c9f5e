import { listOperation, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { Ids, paging, selection } from './query.ts'
import { Id, Maybe, Num, Text } from './wire.ts'

/** A category of products; `parent_id` is null at the root. */
export const Category = schema(() => z.looseObject({ id: z.number(), name: Text(), parent_id: Num() }))
export interface Category extends z.output<ReturnType<typeof Category>> {}

export const ListCategories = schema(() =>
  z.strictObject({
    filter: z.strictObject({ category_id: Ids(), parent_id: Ids() }).optional(),
    ...paging(),
  }),
)
export interface ListCategories extends z.output<ReturnType<typeof ListCategories>> {}

export const CreateCategory = schema(() => z.strictObject({ name: z.string().min(1), parent_id: Maybe<Id>(Id()) }))
export interface CreateCategory extends z.output<ReturnType<typeof CreateCategory>> {}

export const categories = {
  /** Categories of products, page by page. */
  list: listOperation<ListCategories, Category>({
    summary: 'List categories of products',
    input: ListCategories,
    item: Category,
    pages: byPage,
    key: (category) => category.id,
    request: (input) => ({ method: 'GET', path: path`products/categories`, query: selection(input) }),
    example: { input: { filter: { parent_id: 1 } }, item: { id: 2, name: 'Взуття', parent_id: 1 } },
  }),
  /** Creates a category. Never repeated after an unknown outcome. */
  create: operation<CreateCategory, Category>({
    summary: 'Create a category of products',
    kind: 'create',
    input: CreateCategory,
    output: Category,
    request: (category) => ({ method: 'POST', path: path`products/categories`, json: category }),
    example: { input: { name: 'Взуття', parent_id: 1 }, output: { id: 2, name: 'Взуття', parent_id: 1 } },
  }),
}
