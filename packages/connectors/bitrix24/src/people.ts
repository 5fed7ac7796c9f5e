import { type Schema, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Values } from './classic.ts'
import { listMethod, method } from './rpc.ts'
import { AnyId, Nothing } from './schemas.ts'

export const User = schema(() =>
  z.looseObject({
    ID: AnyId(),
    ACTIVE: z.boolean().optional(),
    NAME: z.string().nullish(),
    LAST_NAME: z.string().nullish(),
    EMAIL: z.string().nullish(),
    UF_DEPARTMENT: z.array(z.number()).optional(),
  }),
)
export interface User extends z.output<ReturnType<typeof User>> {}

const USER: User = { ID: '1', ACTIVE: true, NAME: 'Олена', LAST_NAME: 'Шевченко' }

interface ListUsers {
  readonly filter?: Values | undefined
  readonly sort?: string | undefined
  readonly order?: 'ASC' | 'DESC' | undefined
  /** Also users that are hidden from the user of the credentials. */
  readonly ADMIN_MODE?: boolean | undefined
}

const Profile = schema(() =>
  z.looseObject({ ID: AnyId(), NAME: z.string().nullish(), LAST_NAME: z.string().nullish() }),
)
export interface Profile extends z.output<ReturnType<typeof Profile>> {}

export const users = {
  list: listMethod<ListUsers, User>({
    method: 'user.get',
    summary: 'List users',
    input: schema(
      () =>
        z.strictObject({
          filter: Values().optional(),
          sort: z.string().optional(),
          order: z.enum(['ASC', 'DESC']).optional(),
          ADMIN_MODE: z.boolean().optional(),
        }) as unknown as Schema<ListUsers>,
    ),
    item: User,
    key: ({ ID }) => ID,
    example: { input: {}, item: USER },
  }),
  current: method<Nothing, User>({
    method: 'user.current',
    summary: 'Get the user of the credentials',
    kind: 'read',
    input: Nothing,
    output: User,
    example: { input: {}, output: USER },
  }),
  /** Needs no scope, so it proves any credentials. */
  profile: method<Nothing, Profile>({
    method: 'profile',
    summary: 'Get the name of the user of the credentials',
    kind: 'read',
    input: Nothing,
    output: Profile,
    example: { input: {}, output: { ID: '1', NAME: 'Олена', LAST_NAME: 'Шевченко' } },
  }),
}

export const Department = schema(() => z.looseObject({ ID: AnyId(), NAME: z.string(), PARENT: AnyId().nullish() }))
export interface Department extends z.output<ReturnType<typeof Department>> {}

interface ListDepartments {
  readonly ID?: number | readonly number[] | undefined
  readonly NAME?: string | undefined
  readonly PARENT?: number | undefined
  readonly sort?: string | undefined
  readonly order?: 'ASC' | 'DESC' | undefined
}

export const departments = {
  list: listMethod<ListDepartments, Department>({
    method: 'department.get',
    summary: 'List departments',
    input: schema(
      () =>
        z.strictObject({
          ID: z.union([z.int(), z.array(z.int())]).optional(),
          NAME: z.string().optional(),
          PARENT: z.int().optional(),
          sort: z.string().optional(),
          order: z.enum(['ASC', 'DESC']).optional(),
        }) as unknown as Schema<ListDepartments>,
    ),
    item: Department,
    key: ({ ID }) => ID,
    example: { input: {}, item: { ID: '1', NAME: 'Sales' } },
  }),
}
