import { describeIssue, ResponseMismatchError, type SchemaSource } from '@bpmcentr/core'

/** @throws ResponseMismatchError that names the row and the column, never the value */
export function validRows<T>(source: SchemaSource<T>, rows: readonly unknown[], from = 0): T[] {
  const schema = typeof source === 'function' ? source() : source
  return rows.map((row, index) => {
    const result = schema.safeParse(row)
    if (result.success) return result.data
    const { issues } = result.error
    const places = issues.slice(0, 5).map(describeIssue).join('; ')
    throw new ResponseMismatchError(`row ${from + index} does not fit its schema: ${places}`, {
      reason: 'schema',
      issues,
    })
  })
}
