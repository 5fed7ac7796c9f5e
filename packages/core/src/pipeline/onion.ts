import type { Next, Plugin } from '../plugin.ts'
import type { OperationContext } from './context.ts'

type Layer = (context: OperationContext, next: Next) => Promise<unknown>
export type Onion = (context: OperationContext, core: Next) => Promise<unknown>

const STAGES = ['guard', 'user', 'telemetry', 'record'] as const

/** Guards outermost, records innermost; within a stage in the order given. */
export function sortPlugins(plugins: readonly Plugin[]): readonly Plugin[] {
  return STAGES.flatMap((stage) => plugins.filter((plugin) => (plugin.stage ?? 'user') === stage))
}

/** Folds layers into one function, the first outermost; undefined when there are none, so that they cost nothing. */
export function onion(layers: readonly Layer[]): Onion | undefined {
  if (layers.length === 0) return undefined
  return (context, core) => {
    let reached = -1
    const dispatch = (index: number): Promise<unknown> => {
      if (index <= reached) return Promise.reject(new Error('a plugin called next() more than once'))
      reached = index
      const layer = layers[index]
      return layer === undefined ? core() : layer(context, () => dispatch(index + 1))
    }
    return dispatch(0)
  }
}
