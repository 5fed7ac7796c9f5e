import { InputError } from '../errors/InputError.ts'

export type PartSource = Uint8Array | (() => ReadableStream<Uint8Array>)

/** One field: its headers, and where its bytes come from. */
export interface Part {
  readonly head: Uint8Array
  readonly source: PartSource
  /** Bytes, when known. */
  readonly size: number | undefined
  readonly replayable: boolean
}

const LINE_END = new Uint8Array([13, 10])

/** Bytes of the whole body, or undefined when one part does not know its own. */
export function partsLength(parts: readonly Part[], closing: Uint8Array): number | undefined {
  let total = closing.byteLength
  for (const part of parts) {
    if (part.size === undefined) return undefined
    total += part.head.byteLength + part.size + LINE_END.byteLength
  }
  return total
}

/** For parts that are all in memory. */
export function partsToBytes(parts: readonly Part[], closing: Uint8Array): Uint8Array {
  const pieces = parts.flatMap((part) => (part.source instanceof Uint8Array ? [part.head, part.source, LINE_END] : []))
  pieces.push(closing)
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let offset = 0
  for (const piece of pieces) {
    result.set(piece, offset)
    offset += piece.byteLength
  }
  return result
}

/** Reads a part only when the one before it has been taken, and one chunk at a time: nothing piles up. */
export function partsToStream(parts: readonly Part[], closing: Uint8Array): ReadableStream<Uint8Array> {
  const chunks = read(parts, closing)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      // Runs the `finally` of the generator, which lets go of the file that is being read.
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function* read(parts: readonly Part[], closing: Uint8Array): AsyncGenerator<Uint8Array, undefined, undefined> {
  for (const part of parts) {
    yield part.head
    if (part.source instanceof Uint8Array) yield part.source
    else yield* readSource(part.source(), part.size)
    yield LINE_END
  }
  yield closing
  return undefined
}

async function* readSource(
  stream: ReadableStream<Uint8Array>,
  size: number | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  let ended = false
  let total = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (!(value instanceof Uint8Array)) throw new InputError('The stream of a form file must yield Uint8Array chunks')
      total += value.byteLength
      if (size !== undefined && total > size)
        throw new InputError(`The stream of a form file is longer than its size, ${size}`)
      if (value.byteLength > 0) yield value
    }
    ended = true
    if (size !== undefined && total < size)
      throw new InputError(`The stream of a form file is shorter than its size, ${size}`)
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined)
    reader.releaseLock()
  }
}
