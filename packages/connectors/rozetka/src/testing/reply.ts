import { json, type Reply } from '@bpmcentr/core/testing'

/** A success, in the vendor's envelope. */
export function ok(content: unknown): Reply {
  return json({ success: true, content })
}

/** A refusal, as polite as the vendor's: HTTP 200 unless it says otherwise. */
export function refuse(
  code: number,
  message: string,
  description?: string,
  details: unknown = null,
  status = 200,
): Reply {
  return json({ success: false, errors: { message, code, description: description ?? message, details } }, status)
}

export function missing(): Reply {
  return refuse(1404, 'model_not_found', 'Модель не знайдена')
}

/** The row, or the vendor's refusal. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw missing()
  return row
}

/** A field of a body that has to be there. */
export function required(input: Readonly<Record<string, unknown>>, ...names: readonly string[]): void {
  const absent = names.filter((name) => input[name] === undefined || input[name] === null || input[name] === '')
  if (absent.length > 0) throw refuse(1001, 'required_parameter', `Не вказано: ${absent.join(', ')}`, absent)
}
