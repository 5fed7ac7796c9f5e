import type { Method } from './method.ts'
import { listIn } from './params.ts'
import { argument, RpcError } from './rpcError.ts'
import type { World } from './world.ts'

/** Calls, messages and business processes. */
export function communicationMethods({ calls, messages, workflows }: World): Record<string, Method> {
  return {
    'telephony.externalcall.register': ({ PHONE_NUMBER, TYPE }) => {
      if (PHONE_NUMBER === undefined || TYPE === undefined) throw argument('PHONE_NUMBER and TYPE are required')
      const { ID } = calls.insert({ PHONE_NUMBER, TYPE, FINISHED: false })
      const { CALL_ID } = calls.update(String(ID), { CALL_ID: `externalCall.${ID}` }) ?? {}
      return { result: { CALL_ID, CRM_CREATED_LEAD: null, CRM_ENTITY_TYPE: null, CRM_ENTITY_ID: null } }
    },
    'telephony.externalcall.finish': ({ CALL_ID, DURATION }) => {
      const call = calls.find((row) => row.CALL_ID === CALL_ID)
      if (call === undefined) throw new RpcError('ERROR_NOT_FOUND', 'Call is not found')
      calls.update(String(call.ID), { FINISHED: true, DURATION })
      return { result: { CALL_ID, CALL_DURATION: Number(DURATION) } }
    },
    'im.message.add': ({ DIALOG_ID, MESSAGE }) => ({ result: Number(messages.insert({ DIALOG_ID, MESSAGE }).ID) }),
    'im.notify.personal.add': ({ USER_ID, MESSAGE, TAG }) => ({
      result: Number(messages.insert({ USER_ID, MESSAGE, TAG }).ID),
    }),
    'bizproc.workflow.start': ({ TEMPLATE_ID, DOCUMENT_ID }) => {
      if (listIn(DOCUMENT_ID).length !== 3) throw new RpcError('ERROR_WRONG_WORKFLOW_ID', 'Wrong DOCUMENT_ID!')
      return { result: `workflow.${workflows.insert({ TEMPLATE_ID, DOCUMENT_ID }).ID}` }
    },
  }
}
