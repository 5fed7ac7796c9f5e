import type { Params } from './params.ts'
import type { World } from './world.ts'

/** What a method answers: `result`, and for lists `total` and `next` beside it. */
export interface Answered {
  readonly result: unknown
  readonly total?: number
  readonly next?: number
}

export interface MethodContext {
  readonly world: World
  /** Milliseconds of the sandbox's clock. */
  readonly at: number
  /** Whether the credentials are an application's. */
  readonly app: boolean
}

export type Method = (params: Params, context: MethodContext) => Answered
