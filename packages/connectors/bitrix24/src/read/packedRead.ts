import {
  type ConnectorError,
  isConnectorError,
  type PageCursor,
  type PageResult,
  RateLimitError,
  type ReadContext,
  ResponseMismatchError,
  type SchemaSource,
  ServerError,
  sleep,
  TimeoutError,
} from '@bpmcentr/core'
import { encodeCommand } from '../batch/encode.ts'
import { innerAnswer } from '../batch/innerAnswer.ts'
import { type BatchResult, readBatch } from '../batch/operation.ts'
import type { Env } from '../env.ts'
import { afterFirst, cursorOf, type IdCursor, idsOf, isIdCursor } from './cursor.ts'
import { Density } from './density.ts'
import { Pace } from './pace.ts'
import type { Piece } from './pieces.ts'
import { type Landed, Planner } from './planner.ts'
import { type IdField, windowed } from './question.ts'

export interface PackedRead<I> {
  readonly method: string
  readonly input: SchemaSource<I>
  readonly params: (input: I) => object
  readonly rowsIn: (result: unknown) => unknown
  readonly id: IdField
}

/** Milliseconds to wait after a command was refused because its method has used up its seconds. */
const REFUSED_PAUSE = 10_000
/** A command that fails by itself this often ends the reading. */
const MOST_FAILURES = 3

/**
 * Reads a whole table: the first page by itself, and from then on windows of ids without counting (`start=-1`), fifty to a batch,
 * several batches at once where the ids lie evenly. Rows come in the order of their ids, so one id is enough to resume from.
 */
export function packedRead<I>(config: PackedRead<I>): (input: I, context: ReadContext) => AsyncIterable<PageResult> {
  return async function* read(input, context) {
    const { from } = context
    const start = isIdCursor(from) && isValid(config, input) ? from : undefined
    if (start !== undefined) {
      const question = windowed(config.params(input), config.id)
      if (question !== undefined) yield* new Reader(config, question, context).read(start, undefined)
      return
    }
    // Also checks the input.
    const page = await context.page(from)
    const question =
      from === undefined && page.next !== undefined ? windowed(config.params(input), config.id) : undefined
    const next = question === undefined ? undefined : afterFirst(page, config.id)
    yield next === undefined ? page : { ...page, next: next as unknown as PageCursor }
    if (question !== undefined && next !== undefined)
      yield* new Reader(config, question, context).read(next, page.total)
    else if (page.next !== undefined) yield* byOffset(context, page.next)
  }
}

function isValid<I>({ input: source }: PackedRead<I>, input: I): boolean {
  return (typeof source === 'function' ? source() : source).safeParse(input).success
}

/** One request for 50 rows, as the order or the filter that was asked for leaves no other way. */
async function* byOffset(context: ReadContext, from: PageCursor): AsyncGenerator<PageResult, void, undefined> {
  let cursor: PageCursor | undefined = from
  while (cursor !== undefined) {
    const page: PageResult = await context.page(cursor)
    yield page
    cursor = page.next
  }
}

type Question = (lo: number, hi: number) => object

class Reader<I> {
  readonly #config: PackedRead<I>
  readonly #question: Question
  readonly #context: ReadContext
  readonly #abort = new AbortController()
  readonly #flights = new Set<Promise<void>>()
  readonly #pace: Pace
  #failure: { readonly error: unknown } | undefined

  constructor(config: PackedRead<I>, question: Question, context: ReadContext) {
    this.#config = config
    this.#question = question
    this.#context = context
    this.#pace = new Pace(context.env as Env)
  }

  async *read(start: IdCursor, total: number | undefined): AsyncGenerator<PageResult, void, undefined> {
    const { after, size, density, left } = start
    const planner = new Planner({ after, pageSize: size, density: new Density(size, size / density), left })
    try {
      yield* this.#batches(planner, start, total)
    } finally {
      this.#abort.abort()
    }
  }

  async *#batches(
    planner: Planner,
    start: IdCursor,
    total: number | undefined,
  ): AsyncGenerator<PageResult, void, undefined> {
    let cursor = start
    while (!planner.finished) {
      this.#launch(planner)
      await Promise.race(this.#flights)
      if (this.#failure !== undefined) throw this.#failure.error
      const items = planner.drain()
      if (items.length === 0 && !planner.finished) continue
      const here = cursor
      cursor = cursorOf(planner, start.size)
      const next = planner.finished ? undefined : cursor
      yield { items, cursor: here as unknown as PageCursor, next: next as unknown as PageCursor, total }
    }
  }

  #launch(planner: Planner): void {
    const { allowance, size } = this.#pace
    while (this.#flights.size < allowance) {
      const pieces = planner.next(size, { ahead: allowance > 1, flying: this.#flights.size > 0 })
      if (pieces.length === 0) return
      const flight: Promise<void> = this.#fly(planner, pieces)
        .catch((error: unknown) => {
          this.#failure ??= { error }
        })
        .finally(() => this.#flights.delete(flight))
      this.#flights.add(flight)
    }
  }

  async #fly(planner: Planner, pieces: readonly Piece[]): Promise<void> {
    const cmd: Record<string, string> = {}
    for (const [index, { lo, hi }] of pieces.entries()) {
      cmd[`c${index}`] = encodeCommand(this.#config.method, this.#question(lo, hi)).text
    }
    let answer: BatchResult
    try {
      answer = await this.#context.call(readBatch, { cmd }, { signal: this.#abort.signal })
    } catch (error) {
      // Fifty heavy pages may be more than the server does in the minute it gives itself.
      if (!(error instanceof TimeoutError || error instanceof ServerError) || !this.#pace.shrink()) throw error
      for (const piece of pieces) planner.giveBack(piece)
      return
    }
    const landed: Landed[] = []
    let pause = 0
    for (const [index, piece] of pieces.entries()) {
      const page = this.#pageOf(answer, `c${index}`, piece)
      if (isConnectorError(page)) {
        pause = Math.max(pause, this.#afterError(page, piece))
        planner.giveBack(piece)
      } else landed.push(page)
    }
    planner.land(landed)
    this.#pace.learn(answer.duration, landed.reduce((sum, { rows }) => sum + rows.length, 0) / pieces.length)
    if (pause > 0) await sleep(this.#context.clock, pause, this.#abort.signal)
  }

  /** Milliseconds to wait before the command is sent again. Throws where that would not help. */
  #afterError(error: ConnectorError, piece: Piece): number {
    if (error instanceof RateLimitError && error.code !== 'overload_limit') return error.retryAfter ?? REFUSED_PAUSE
    if (error instanceof ServerError && ++piece.failures < MOST_FAILURES) return 0
    throw error
  }

  #pageOf(answer: BatchResult, key: string, piece: Piece): Landed | ConnectorError {
    const failed = Object.hasOwn(answer.result_error, key)
    const error = failed ? this.#context.judge(innerAnswer(answer.result_error[key])) : undefined
    if (error !== undefined) return error
    const rows = this.#config.rowsIn(answer.result[key])
    if (!Array.isArray(rows)) throw misplaced('a command of a batch came back without rows')
    const ids = idsOf(rows, this.#config.id.row, piece.lo, piece.hi)
    // Rows would be lost or come twice in silence.
    if (ids === undefined) throw misplaced('rows came that are not in the order or range of ids that was asked for')
    return { piece, rows: this.#context.checked(rows), first: ids[0], last: ids.at(-1) }
  }
}

function misplaced(message: string): ResponseMismatchError {
  return new ResponseMismatchError(message, { reason: 'paging' })
}
