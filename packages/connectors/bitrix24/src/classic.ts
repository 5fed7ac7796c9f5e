import { type ListOperation, type Operation, type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { listMethod, method } from './rpc.ts'
import { AnyId, Done, done, Id, NewId } from './schemas.ts'

/** Values by the vendor's names of fields. */
export type Values = Readonly<Record<string, unknown>>

export const Values = () => z.record(z.string(), z.unknown())

/** A row of an older method: names in capitals, numbers as text. */
export const ClassicRow = schema(() => z.looseObject({ ID: AnyId() }))
export interface ClassicRow extends z.output<ReturnType<typeof ClassicRow>> {}

/** A row of a method of `catalog`, `sale` and their kin: numbers are numbers. */
export const IdRow = schema(() => z.looseObject({ id: AnyId() }))
export interface IdRow extends z.output<ReturnType<typeof IdRow>> {}

export interface Ask {
  readonly select?: readonly string[] | undefined
  /** Names with an operator in front: `{ '>ID': 10, '@STATUS_ID': ['NEW'] }`. */
  readonly filter?: Values | undefined
  readonly order?: Readonly<Record<string, 'ASC' | 'DESC' | 'asc' | 'desc'>> | undefined
}

export const askFields = () => ({
  select: z.array(z.string()).optional(),
  filter: Values().optional(),
  order: z.record(z.string(), z.enum(['ASC', 'DESC', 'asc', 'desc'])).optional(),
})

export const Ask: () => Schema<Ask> = schema(() => z.strictObject(askFields()) as unknown as Schema<Ask>)

const AddInput = schema(() => z.strictObject({ fields: Values() }))
const UpdateInput = schema(() => z.strictObject({ id: Id(), fields: Values() }))
const IdInput = schema(() => z.strictObject({ id: Id() }))

/** The five operations of an older resource such as `crm.deal`. */
export type ClassicResource = {
  /** Creates a row and returns its id. */
  readonly add: Operation<{ readonly fields: Values }, number>
  readonly get: Operation<{ readonly id: number }, ClassicRow>
  /** `select: ['*', 'UF_*', 'PHONE']` for everything; without it fields of the portal's own are missing. */
  readonly list: ListOperation<Ask, ClassicRow>
  readonly update: Operation<{ readonly id: number; readonly fields: Values }, true>
  readonly delete: Operation<{ readonly id: number }, true>
}

interface ClassicConfig {
  /** `crm.deal` */
  readonly prefix: string
  readonly one: string
  readonly many: string
  readonly fields: Values
  readonly row: ClassicRow
}

export function classicResource({ prefix, one, many, fields, row }: ClassicConfig): ClassicResource {
  const id = Number(row.ID)
  return {
    add: method({
      method: `${prefix}.add`,
      summary: `Create ${one} and return its id`,
      kind: 'create',
      input: AddInput,
      output: NewId,
      example: { input: { fields }, output: id },
    }),
    get: method({
      method: `${prefix}.get`,
      summary: `Get ${one}`,
      kind: 'read',
      input: IdInput,
      output: ClassicRow,
      example: { input: { id }, output: row },
    }),
    list: listMethod({
      method: `${prefix}.list`,
      summary: `List ${many}`,
      input: Ask,
      item: ClassicRow,
      key: ({ ID }) => ID,
      id: { filter: 'ID', row: 'ID' },
      example: { input: {}, item: row },
    }),
    update: method({
      method: `${prefix}.update`,
      summary: `Change ${one}`,
      kind: 'update',
      input: UpdateInput,
      output: Done,
      answer: done,
      example: { input: { id, fields }, output: true },
    }),
    delete: method({
      method: `${prefix}.delete`,
      summary: `Delete ${one}`,
      kind: 'delete',
      input: IdInput,
      output: Done,
      answer: done,
      example: { input: { id }, output: true },
    }),
  }
}
