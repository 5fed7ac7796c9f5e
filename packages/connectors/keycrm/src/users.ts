import { listOperation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { User } from './people.ts'
import { Between, Ids, OneOrMore, paging, selection, Term, Terms } from './query.ts'

export const ListUsers = schema(() =>
  z.strictObject({
    filter: z
      .strictObject({
        id: Ids(),
        full_name: Term().optional(),
        role_id: Ids(),
        status: OneOrMore(['active', 'pending', 'blocked']),
        email: Terms(),
        phone: Terms(),
        created_between: Between(),
        last_logged_between: Between(),
      })
      .optional(),
    ...paging(),
  }),
)
export interface ListUsers extends z.output<ReturnType<typeof ListUsers>> {}

export const users = {
  /** People who work in the CRM, page by page. */
  list: listOperation<ListUsers, User>({
    summary: 'List users of the CRM',
    input: ListUsers,
    item: User,
    pages: byPage,
    key: (user) => user.id,
    request: (input) => ({ method: 'GET', path: path`users`, query: selection(input) }),
    example: {
      input: { filter: { status: 'active' } },
      item: { id: 1, full_name: 'John Doe', email: 'john.doe@mail.app', role_id: 2, status: 'active' },
    },
  }),
}
