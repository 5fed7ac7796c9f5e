import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Name } from './guid.ts'

export const GetSchema = schema(() => z.strictObject({ name: Name() }))
export interface GetSchema extends z.output<ReturnType<typeof GetSchema>> {}

/** A column. `dataValueType` is a code: `baseType` gives the one that parameters take. */
export const SchemaColumn = schema(() =>
  z.looseObject({
    uId: z.string().nullish(),
    name: z.string(),
    dataValueType: z.number(),
    isRequired: z.boolean().nullish(),
    referenceSchemaName: z.string().nullish(),
  }),
)
export interface SchemaColumn extends z.output<ReturnType<typeof SchemaColumn>> {}

export const EntitySchema = schema(() =>
  z.looseObject({
    name: z.string(),
    primaryColumnUId: z.string().nullish(),
    columns: z.looseObject({ Items: z.record(z.string(), SchemaColumn()) }),
  }),
)
export interface EntitySchema extends z.output<ReturnType<typeof EntitySchema>> {}

export const schemas = {
  /** An object with its columns, as it is now: OData's metadata follows changes with a delay. */
  get: operation<GetSchema, EntitySchema>({
    summary: 'Get an object with its columns',
    kind: 'read',
    input: GetSchema,
    output: EntitySchema,
    request: ({ name }) => ({
      method: 'POST',
      path: path`DataService/json/SyncReply/RuntimeEntitySchemaRequest`,
      json: { name },
    }),
    answer: (body) => body.schema,
    example: {
      input: { name: 'City' },
      output: {
        name: 'City',
        primaryColumnUId: 'ae0e45ca-c495-4fe7-a39d-3ab7278e1617',
        columns: {
          Items: {
            'ae0e45ca-c495-4fe7-a39d-3ab7278e1617': {
              uId: 'ae0e45ca-c495-4fe7-a39d-3ab7278e1617',
              name: 'Id',
              dataValueType: 0,
              isRequired: true,
            },
          },
        },
      },
    },
  }),
}
