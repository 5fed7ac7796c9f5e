import {
  type CallOptions,
  type ClientBase,
  type ClientTree,
  InputError,
  isConnectorError,
  OutcomeUnknownError,
} from '@bpmcentr/core'
import type { files } from '../files.ts'
import { newId } from '../guid.ts'

/** 512 KiB, as in Creatio's own example; up to 1 MiB is known to work. */
const CHUNK = 512 * 1024
const MAX_CHUNK = 1024 * 1024

export interface UploadFile {
  /** Object of the files: `ContactFile`, `AccountFile`, `CaseFile` … */
  readonly schema: string
  /** Lookup column to the record they belong to: `Contact`. */
  readonly parentColumn: string
  readonly parentId: string
  readonly name: string
  /** Default: the type of a Blob, else `application/octet-stream`. */
  readonly mimeType?: string | undefined
  readonly data: Uint8Array | ArrayBuffer | Blob
  /** Bytes a request, 1 MiB at most. Default 512 KiB. */
  readonly chunkSize?: number | undefined
}

export interface UploadedFile {
  /** Id of the file's record. */
  readonly id: string
}

type FileClient = ClientTree<{ readonly files: typeof files }> & Pick<ClientBase, 'request'>

/**
 * Uploads a file in parts, one after the other. When the answer to a part is lost nobody knows what the file holds: it is
 * deleted and begun anew under another id, once.
 */
export async function uploadFile(client: FileClient, file: UploadFile, options?: CallOptions): Promise<UploadedFile> {
  const { chunkSize = CHUNK } = file
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1 || chunkSize > MAX_CHUNK) {
    throw new InputError('chunkSize: expected 1 to 1,048,576 bytes')
  }
  try {
    return await uploadOnce(client, file, chunkSize, options)
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError)) throw error
    return uploadOnce(client, file, chunkSize, options)
  }
}

async function uploadOnce(
  client: FileClient,
  { schema, parentColumn, parentId, name, data, mimeType }: UploadFile,
  chunkSize: number,
  options: CallOptions | undefined,
): Promise<UploadedFile> {
  const id = newId()
  const source = data instanceof Blob ? data : data instanceof Uint8Array ? data : new Uint8Array(data)
  const total = source instanceof Blob ? source.size : source.byteLength
  if (total === 0) throw new InputError('data: expected at least one byte')
  const type =
    mimeType ?? (source instanceof Blob && source.type !== '' ? bare(source.type) : 'application/octet-stream')
  let begun = false
  try {
    for (let offset = 0; offset < total; offset += chunkSize) {
      const bytes = await slice(source, offset, Math.min(offset + chunkSize, total))
      begun = true
      const chunk = { schema, parentColumn, parentId, fileId: id, name, mimeType: type, offset, total, bytes }
      await client.files.putChunk(chunk, options)
    }
    return { id }
  } catch (error) {
    if (begun && !(error instanceof InputError)) await discard(client, schema, id)
    throw error
  }
}

/** Half a file helps nobody. What cannot be taken away stays: the first error is the one to tell. */
async function discard(client: FileClient, schema: string, id: string): Promise<void> {
  try {
    await client.files.delete({ schema, ids: [id] }, { timeout: 30_000 })
  } catch (error) {
    if (!isConnectorError(error)) throw error
  }
}

async function slice(source: Blob | Uint8Array, start: number, end: number): Promise<Uint8Array> {
  return source instanceof Blob
    ? new Uint8Array(await source.slice(start, end).arrayBuffer())
    : source.subarray(start, end)
}

function bare(type: string): string {
  return (type.split(';')[0] ?? '').trim()
}
