import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { streamBody } from '../codec/bodies.ts'
import type { Body } from '../codec/body.ts'
import type { MultipartFile } from '../codec/multipart.ts'
import { InputError } from '../errors/InputError.ts'

export interface FileOptions {
  /** Default `application/octet-stream`. */
  readonly contentType?: string | undefined
}

export interface FilePartOptions extends FileOptions {
  /** Default: the last part of the path. */
  readonly filename?: string | undefined
}

/**
 * A file of the disk as a field of `multipartBody`. It is read while it is sent, from the start again for a retry, and its
 * length is known, so it does not go out chunked. It must not change until the call is over.
 * @throws InputError when there is no such file
 */
export async function filePart(path: string, options: FilePartOptions = {}): Promise<MultipartFile> {
  const { size, open } = await source(path)
  return { data: open, size, filename: options.filename ?? basename(path), contentType: options.contentType }
}

/** A file of the disk as the whole body. @throws InputError when there is no such file */
export async function fileBody(path: string, options: FileOptions = {}): Promise<Body> {
  const { size, open } = await source(path)
  return streamBody(open, { contentType: options.contentType, contentLength: size })
}

async function source(path: string): Promise<{ size: number; open: () => ReadableStream<Uint8Array> }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new InputError(`There is no file ${JSON.stringify(basename(path))} to send`)
  return { size: found.size, open: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array> }
}
