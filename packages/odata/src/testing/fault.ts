import { json, type Reply } from '@bpmcentr/core/testing'
import type { ODataVersion } from '../model.ts'

/** An error in the words of the version. Thrown: a thrown reply is an answer. */
export type Refuse = (status: number, code: string, message: string, target?: string) => Reply

export function refuseAs(version: ODataVersion): Refuse {
  return (status, code, message, target) => {
    const worded = { code, message: { lang: 'en', value: message } }
    switch (version) {
      case '2.0':
        return json({ error: worded }, status)
      case '3.0':
        return json({ 'odata.error': worded }, status)
      default:
        return json({ error: { code, message, ...(target === undefined ? {} : { target }) } }, status)
    }
  }
}
