import { MetadataError } from './MetadataError.ts'
import type { CsdlModel } from './model.ts'
import { metadataParser } from './parser.ts'

/** Text, bytes, or a stream of either, such as the body of a `fetch` response. */
export type MetadataSource = string | Uint8Array | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>

export interface ParseMetadataOptions {
  /** Largest document, in bytes (of a string: characters); default 256 MiB. */
  readonly maxBytes?: number
}

/**
 * Reads a `$metadata` document of V2, V3 or V4, in UTF-8.
 * @throws MetadataError when it is not CSDL XML, has a DOCTYPE, is cut off, or is too large.
 */
export async function parseMetadata(
  source: MetadataSource,
  { maxBytes = 256 * 1024 * 1024 }: ParseMetadataOptions = {},
): Promise<CsdlModel> {
  const parser = metadataParser()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const pieces = typeof source === 'string' || source instanceof Uint8Array ? slices(source) : source
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > maxBytes) throw new MetadataError(`The metadata is larger than ${maxBytes} bytes`)
    parser.write(typeof piece === 'string' ? piece : decode(decoder, piece))
  }
  parser.write(decode(decoder))
  return parser.end()
}

const SLICE = 65_536

/** A parser that is given everything at once would hold on to it. */
function* slices(whole: string | Uint8Array): Generator<string | Uint8Array> {
  for (let at = 0; at < whole.length; at += SLICE) yield whole.slice(at, at + SLICE)
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch (error) {
    throw new MetadataError('The metadata is not UTF-8', error)
  }
}
