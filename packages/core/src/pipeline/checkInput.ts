import { InputError } from '../errors/index.ts'
import { describeIssue, resolveSchema } from '../schema.ts'
import type { OperationContext } from './context.ts'
import type { Plan } from './plan.ts'

/** The input as its schema gives it back, which is also what plugins see from here on. @throws InputError */
export function checkInput(plan: Plan, context: OperationContext): unknown {
  if (plan.input === undefined) return context.input
  const result = resolveSchema(plan.input).safeParse(context.input)
  if (!result.success) {
    const { issues } = result.error
    throw new InputError(`invalid input: ${issues.slice(0, 5).map(describeIssue).join('; ')}`, { issues })
  }
  context.input = result.data
  return result.data
}
