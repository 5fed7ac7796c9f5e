import { InputError } from '@bpmcentr/core'
import { printFilter } from '../filter/print.ts'
import type { EdmType } from '../model.ts'
import { fieldNode, filterText } from './filterText.ts'
import type { ExpressionContext } from './state.ts'

export type AggregateMethod = 'sum' | 'min' | 'max' | 'average' | 'countdistinct'

/** One step of `$apply`: rows are filtered, then grouped, then aggregated. */
export interface ApplyStep {
  readonly filter?: unknown
  readonly groupby?: readonly string[] | undefined
  /** Alias → the field and the method, or `$count` for the number of rows. */
  readonly aggregate?:
    | Readonly<Record<string, '$count' | readonly [field: string, method: AggregateMethod]>>
    | undefined
}

const METHODS = new Set<string>(['sum', 'min', 'max', 'average', 'countdistinct'])
const ALIAS = /^[\p{L}_][\p{L}\p{Nd}_]*$/u

/** The text of `$apply`, not percent-encoded. */
export function applyText(apply: unknown, type: EdmType | undefined, context: ExpressionContext): string {
  if (!context.dialect.apply) throw new InputError(`apply: not possible in OData ${context.dialect.version}`)
  if (typeof apply === 'string') return apply
  const steps = (Array.isArray(apply) ? apply : [apply]) as readonly ApplyStep[]
  const texts = steps.flatMap((step) => stepTexts(step, type, context))
  if (texts.length === 0) throw new InputError('apply: expected at least one step')
  return texts.join('/')
}

function stepTexts(step: ApplyStep, type: EdmType | undefined, context: ExpressionContext): string[] {
  const texts: string[] = []
  if ('filter' in step) texts.push(`filter(${filterText(step.filter, type, context)})`)
  const aggregate = step.aggregate === undefined ? undefined : aggregateText(step.aggregate, type, context)
  if (step.groupby !== undefined) {
    const fields = step.groupby.map((field) => fieldText(field, type, context)).join(',')
    texts.push(`groupby((${fields})${aggregate === undefined ? '' : `,${aggregate}`})`)
  } else if (aggregate !== undefined) texts.push(aggregate)
  return texts
}

function aggregateText(
  aggregate: NonNullable<ApplyStep['aggregate']>,
  type: EdmType | undefined,
  context: ExpressionContext,
): string {
  const parts = Object.entries(aggregate).map(([alias, how]) => {
    if (!ALIAS.test(alias)) throw new InputError('apply: an alias has letters, digits and _ only')
    if (how === '$count') return `$count as ${alias}`
    const [field, method] = how
    if (!METHODS.has(method)) throw new InputError(`apply: the method must be one of ${[...METHODS].join(', ')}`)
    return `${fieldText(field, type, context)} with ${method} as ${alias}`
  })
  if (parts.length === 0) throw new InputError('apply: nothing to aggregate')
  return `aggregate(${parts.join(',')})`
}

function fieldText(field: string, type: EdmType | undefined, context: ExpressionContext): string {
  return printFilter(fieldNode(field, type, context), { version: context.dialect.version })
}
