import { operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'

export const GetSettings = schema(() =>
  z.strictObject({
    /** Codes of settings. */
    codes: z.array(z.string().min(1)).min(1),
  }),
)
export interface GetSettings extends z.output<ReturnType<typeof GetSettings>> {}

export const SystemSetting = schema(() =>
  z.looseObject({
    id: z.string().nullish(),
    name: z.string().nullish(),
    code: z.string().nullish(),
    value: z.unknown(),
  }),
)
export interface SystemSetting extends z.output<ReturnType<typeof SystemSetting>> {}

/** Settings by code. */
export const SystemSettings = schema(() => z.record(z.string(), SystemSetting()))
export interface SystemSettings {
  readonly [code: string]: SystemSetting
}

export const SetSettings = schema(() =>
  z.strictObject({
    values: z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    /** For the user behind the credentials alone. */
    isPersonal: z.boolean().optional(),
  }),
)
export interface SetSettings extends z.output<ReturnType<typeof SetSettings>> {}

export const SettingsSaved = schema(() => z.looseObject({ success: z.boolean() }))
export interface SettingsSaved extends z.output<ReturnType<typeof SettingsSaved>> {}

export const systemSettings = {
  /** Values of system settings, by code. */
  get: operation<GetSettings, SystemSettings>({
    summary: 'Get system settings',
    kind: 'read',
    input: GetSettings,
    output: SystemSettings,
    request: ({ codes }) => ({
      method: 'POST',
      path: path`DataService/json/SyncReply/QuerySysSettings`,
      json: { sysSettingsNameCollection: codes },
    }),
    answer: (body) => body.values,
    example: {
      input: { codes: ['Maintainer'] },
      output: {
        Maintainer: {
          id: '92ff66d2-3f6c-4b0a-9c44-9e1f4a6d1e60',
          name: 'Publisher',
          code: 'Maintainer',
          value: 'Customer',
        },
      },
    },
  }),
  /** Sets system settings for everybody, or for the user behind the credentials. */
  set: operation<SetSettings, SettingsSaved>({
    summary: 'Set system settings',
    kind: 'update',
    input: SetSettings,
    output: SettingsSaved,
    request: ({ values, isPersonal = false }) => ({
      method: 'POST',
      path: path`DataService/json/SyncReply/PostSysSettingsValues`,
      json: { isPersonal, sysSettingsValues: values },
    }),
    example: { input: { values: { Maintainer: 'Acme' } }, output: { success: true } },
  }),
}
