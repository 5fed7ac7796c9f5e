import { schema } from '@bpmcentr/core'
import * as z from 'zod'
import { method } from './rpc.ts'
import { AnyId, Id, NewId } from './schemas.ts'

const Register = schema(() =>
  z.strictObject({
    USER_ID: Id().optional(),
    USER_PHONE_INNER: z.string().optional(),
    PHONE_NUMBER: z.string().min(1),
    /** 1 outgoing, 2 incoming, 3 incoming with redirection, 4 callback. */
    TYPE: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    CALL_START_DATE: z.union([z.string(), z.date()]).optional(),
    CRM_CREATE: z.union([z.literal(0), z.literal(1)]).optional(),
    CRM_SOURCE: z.string().optional(),
    CRM_ENTITY_TYPE: z.enum(['CONTACT', 'COMPANY', 'LEAD']).optional(),
    CRM_ENTITY_ID: Id().optional(),
    LINE_NUMBER: z.string().optional(),
    SHOW: z.union([z.literal(0), z.literal(1)]).optional(),
  }),
)
export interface RegisterCall extends z.output<ReturnType<typeof Register>> {}

const Registered = schema(() => z.looseObject({ CALL_ID: z.string() }))
export interface RegisteredCall extends z.output<ReturnType<typeof Registered>> {}

const Finish = schema(() =>
  z.strictObject({
    CALL_ID: z.string().min(1),
    USER_ID: Id().optional(),
    USER_PHONE_INNER: z.string().optional(),
    /** Seconds. */
    DURATION: z.int().min(0),
    STATUS_CODE: z.string().optional(),
    COST: z.number().optional(),
    COST_CURRENCY: z.string().optional(),
    RECORD_URL: z.string().optional(),
    ADD_TO_CHAT: z.union([z.literal(0), z.literal(1)]).optional(),
  }),
)
export interface FinishCall extends z.output<ReturnType<typeof Finish>> {}

const Finished = schema(() => z.looseObject({ CALL_ID: z.string() }))

/** Calls of a telephony of your own: https://apidocs.bitrix24.com/api-reference/telephony/index.html */
export const telephony = {
  register: method<RegisterCall, RegisteredCall>({
    method: 'telephony.externalcall.register',
    summary: 'Register a call when it begins',
    kind: 'create',
    input: Register,
    output: Registered,
    example: {
      input: { USER_ID: 1, PHONE_NUMBER: '+380671112233', TYPE: 2 },
      output: { CALL_ID: 'externalCall.1' },
    },
  }),
  finish: method<FinishCall, RegisteredCall>({
    method: 'telephony.externalcall.finish',
    summary: 'Finish a registered call, which puts it into the statistics and the CRM',
    kind: 'action',
    input: Finish,
    output: Finished,
    example: { input: { CALL_ID: 'externalCall.1', USER_ID: 1, DURATION: 65 }, output: { CALL_ID: 'externalCall.1' } },
  }),
}

const Message = schema(() =>
  z.strictObject({ DIALOG_ID: z.union([z.string().min(1), Id()]), MESSAGE: z.string().min(1) }),
)
export interface Message extends z.output<ReturnType<typeof Message>> {}

const Notify = schema(() =>
  z.strictObject({
    USER_ID: Id(),
    MESSAGE: z.string().min(1),
    MESSAGE_OUT: z.string().optional(),
    /** A later notification with the same tag takes the place of the earlier. */
    TAG: z.string().optional(),
    SUB_TAG: z.string().optional(),
  }),
)
export interface Notify extends z.output<ReturnType<typeof Notify>> {}

/** https://apidocs.bitrix24.com/api-reference/chats/index.html */
export const messages = {
  /** `DIALOG_ID`: a user's id, or `chat17`. */
  add: method<Message, number>({
    method: 'im.message.add',
    summary: 'Send a message to a user or a chat',
    kind: 'create',
    input: Message,
    output: NewId,
    example: { input: { DIALOG_ID: 'chat17', MESSAGE: 'The parcel has arrived' }, output: 1 },
  }),
  notify: method<Notify, number>({
    method: 'im.notify.personal.add',
    summary: 'Notify a user',
    kind: 'create',
    input: Notify,
    output: NewId,
    example: { input: { USER_ID: 1, MESSAGE: 'Payment received' }, output: 1 },
  }),
}

const Start = schema(() =>
  z.strictObject({
    TEMPLATE_ID: Id(),
    /** `['crm', 'CCrmDocumentDeal', 'DEAL_17']` */
    DOCUMENT_ID: z.array(z.string()).length(3),
    PARAMETERS: z.record(z.string(), z.unknown()).optional(),
  }),
)
export interface StartWorkflow extends z.output<ReturnType<typeof Start>> {}

/** https://apidocs.bitrix24.com/api-reference/bizproc/index.html */
export const workflows = {
  start: method<StartWorkflow, string | number>({
    method: 'bizproc.workflow.start',
    summary: 'Start a business process on a document',
    kind: 'action',
    input: Start,
    output: schema(() => AnyId()),
    example: {
      input: { TEMPLATE_ID: 1, DOCUMENT_ID: ['crm', 'CCrmDocumentDeal', 'DEAL_1'] },
      output: '57f3b1a5c0a2e0.12345678',
    },
  }),
}
