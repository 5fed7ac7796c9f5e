import { operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { syncReply } from './dataService/write.ts'
import { macro } from './esq/columns.ts'
import { asGroup, equal } from './esq/filters.ts'

const Nothing = schema(() => z.strictObject({}))
interface Nothing extends z.output<ReturnType<typeof Nothing>> {}

/**
 * The contact of the user behind the credentials. Its `Id` is what `OwnerId`, `AuthorId` and `CreatedById` hold: those are
 * contacts, not users.
 */
export const Me = schema(() => z.looseObject({ Id: z.string(), Name: z.string(), Email: z.string().nullish() }))
export interface Me extends z.output<ReturnType<typeof Me>> {}

const column = (columnPath: string) => ({ expression: { expressionType: 0, columnPath } })

export const users = {
  /** Who the credentials belong to. */
  me: operation<Nothing, Me>({
    summary: 'Get the contact of the user behind the credentials',
    kind: 'read',
    input: Nothing,
    output: Me,
    request: () =>
      syncReply('SelectQuery', {
        rootSchemaName: 'Contact',
        operationType: 0,
        allColumns: false,
        isPageable: false,
        rowCount: -1,
        rowsOffset: 0,
        columns: { items: { Id: column('Id'), Name: column('Name'), Email: column('Email') } },
        filters: asGroup(equal('Id', macro('currentUserContact'))),
      }),
    answer: (body) => body.rows[0],
    example: {
      input: {},
      output: { Id: '76929f8c-7e15-4c64-bdb0-adc62d383727', Name: 'Supervisor', Email: 'supervisor@example.com' },
    },
  }),
}
