import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { method } from './rpc.ts'
import { Nothing } from './schemas.ts'

const Feature = schema(() => z.looseObject({ value: z.string() }))
const MethodInfo = schema(() => z.looseObject({ isExisting: z.boolean(), isAvailable: z.boolean() }))

/** What the portal and the credentials can do. */
export const app = {
  scope: method<Nothing, string[]>({
    method: 'scope',
    summary: 'List the scopes of the credentials',
    kind: 'read',
    input: Nothing,
    output: schema(() => z.array(z.string())),
    example: { input: {}, output: ['crm', 'task', 'disk'] },
  }),
  /** Whether a method exists and may be called. */
  method: method<{ readonly name: string }, { isExisting: boolean; isAvailable: boolean }>({
    method: 'method.get',
    summary: 'Tell whether a method exists and may be called',
    kind: 'read',
    input: schema(() => z.strictObject({ name: z.string().min(1) })),
    output: MethodInfo,
    example: { input: { name: 'crm.item.list' }, output: { isExisting: true, isAvailable: true } },
  }),
  feature: method<{ readonly CODE: string }, { value: string }>({
    method: 'feature.get',
    summary: 'Tell whether the plan has a feature',
    kind: 'read',
    input: schema(() => z.strictObject({ CODE: z.string().min(1) })),
    output: Feature,
    example: { input: { CODE: 'rest_offline_extended' }, output: { value: 'Y' } },
  }),
  /** ISO 8601 with the offset of the portal. */
  time: method<Nothing, string>({
    method: 'server.time',
    summary: 'Get the time of the portal',
    kind: 'read',
    input: Nothing,
    output: schema(() => z.string()),
    example: { input: {}, output: '2026-02-01T09:00:00+02:00' },
  }),
}
