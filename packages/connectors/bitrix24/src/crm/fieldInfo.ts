import { schema } from '@bpmcentr/core'
import * as z from 'zod'

/** What a portal says of a field. */
export const FieldInfo = schema(() =>
  z.looseObject({
    type: z.string(),
    title: z.string().optional(),
    isRequired: z.boolean().optional(),
    isReadOnly: z.boolean().optional(),
    isImmutable: z.boolean().optional(),
    isMultiple: z.boolean().optional(),
    isDynamic: z.boolean().optional(),
    upperName: z.string().optional(),
  }),
)
export interface FieldInfo extends z.output<ReturnType<typeof FieldInfo>> {}

/** Fields by name. */
export const FieldInfos = schema(() => z.record(z.string(), FieldInfo()))
export type FieldInfos = Readonly<Record<string, FieldInfo>>
