import { json, type Reply } from '@bpmcentr/core/testing'

/** An error as 1C words it. */
export function refusal(status: number, code: string, value: string): Reply {
  return json({ 'odata.error': { code, message: { lang: 'ru', value } } }, status)
}

export const noSuchSet = (name: string) => refusal(404, '8', `Сущность "${name}" не найдена`)
export const noSuchEntity = () => refusal(404, '9', 'Экземпляр сущности не найден')
export const denied = () => refusal(401, '20', 'Недостаточно прав')
/** An exception in the configuration's own code. */
export const exception = (text: string) => refusal(500, '-1', text)
