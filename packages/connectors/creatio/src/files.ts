import { bytesBody, operation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Id, Name } from './guid.ts'

export const FileChunk = schema(() =>
  z
    .strictObject({
      /** Object of the files: `ContactFile`, `AccountFile`, `CaseFile` … */
      schema: Name(),
      /** Lookup column to the record they belong to: `Contact`. */
      parentColumn: Name(),
      parentId: Id(),
      /** The same for all chunks. */
      fileId: Id(),
      name: z.string().min(1).max(250),
      mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
      /** Of the first byte of the chunk. */
      offset: z.int().min(0),
      /** Bytes of the whole file. */
      total: z.int().min(1),
      bytes: z
        .custom<Uint8Array>((bytes) => bytes instanceof Uint8Array)
        .refine((bytes) => bytes.byteLength > 0, 'expected at least one byte'),
    })
    .refine(({ offset, total, bytes }) => offset + bytes.byteLength <= total, 'the chunk goes beyond `total`'),
)
export interface FileChunk extends z.output<ReturnType<typeof FileChunk>> {}

export const ChunkSaved = schema(() => z.looseObject({ success: z.literal(true) }))
export interface ChunkSaved extends z.output<ReturnType<typeof ChunkSaved>> {}

export const GetFile = schema(() => z.strictObject({ schema: Name(), id: Id() }))
export interface GetFile extends z.output<ReturnType<typeof GetFile>> {}

export const DownloadedFile = schema(() =>
  z.object({ name: z.string().optional(), mimeType: z.string().optional(), bytes: z.instanceof(Uint8Array) }),
)
export interface DownloadedFile {
  readonly name?: string | undefined
  readonly mimeType?: string | undefined
  readonly bytes: Uint8Array
}

export const FileStream = schema(() => z.instanceof(ReadableStream<Uint8Array>))
export type FileStream = ReadableStream<Uint8Array>

export const DeleteFiles = schema(() => z.strictObject({ schema: Name(), ids: z.array(Id()).min(1) }))
export interface DeleteFiles extends z.output<ReturnType<typeof DeleteFiles>> {}

export const FilesDeleted = schema(() => z.unknown())
export type FilesDeleted = unknown

const FILE = '5d1c7f3e-0b5c-4a53-9a35-8a3f3a1b7c21'
const CONTACT = '509c189d-37a0-49d5-80f4-7de9ab389f3a'

export const files = {
  /** A part of a file, in order. `upload` cuts a file into such parts. */
  putChunk: operation<FileChunk, ChunkSaved>({
    summary: 'Upload a part of a file',
    description: 'https://academy.creatio.com/docs (FileApiService). Ranges are zero-based and inclusive.',
    // What a part that comes twice does to a file is not documented.
    kind: 'create',
    input: FileChunk,
    output: ChunkSaved,
    request: (chunk) => ({
      method: 'POST',
      path: path`rest/FileApiService/UploadFile`,
      query: {
        fileId: chunk.fileId,
        totalFileLength: chunk.total,
        mimeType: chunk.mimeType,
        columnName: 'Data',
        fileName: chunk.name,
        parentColumnName: chunk.parentColumn,
        parentColumnValue: chunk.parentId,
        entitySchemaName: chunk.schema,
      },
      headers: {
        'content-disposition': `attachment; filename=${asciiName(chunk.name)}`,
        'content-range': `bytes ${chunk.offset}-${chunk.offset + chunk.bytes.byteLength - 1}/${chunk.total}`,
      },
      body: bytesBody(chunk.bytes, chunk.mimeType),
    }),
    example: {
      input: {
        schema: 'ContactFile',
        parentColumn: 'Contact',
        parentId: CONTACT,
        fileId: 'c6f3a1a5-94c5-4b8f-9a1e-6a2f1a7a5c10',
        name: 'photo.png',
        mimeType: 'image/png',
        offset: 0,
        total: 3,
        bytes: new Uint8Array([1, 2, 3]),
      },
      output: { success: true },
    },
  }),
  /** A file in memory. For large ones there is `stream`. */
  download: operation<GetFile, DownloadedFile>({
    summary: 'Download a file',
    kind: 'read',
    input: GetFile,
    output: DownloadedFile,
    request: ({ schema, id }) => ({
      method: 'GET',
      path: path`rest/FileService/Download/${schema}/${id}`,
      expect: 'bytes',
    }),
    answer: (bytes, answer): DownloadedFile => ({
      name: fileName(answer.header('content-disposition')),
      mimeType: answer.header('content-type') ?? undefined,
      bytes,
    }),
    example: {
      input: { schema: 'ContactFile', id: FILE },
      output: { name: 'offer.pdf', mimeType: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) },
    },
  }),
  /** Deletes files with their contents. */
  delete: operation<DeleteFiles, FilesDeleted>({
    summary: 'Delete files',
    kind: 'delete',
    input: DeleteFiles,
    output: FilesDeleted,
    request: ({ schema, ids }) => ({
      method: 'POST',
      path: path`rest/GridUtilitiesService/DeleteRecords`,
      json: { rootSchema: schema, primaryColumnValues: ids },
    }),
    example: { input: { schema: 'ContactFile', ids: [FILE] }, output: { success: true } },
  }),
}

/** A file as it comes. */
export const openFile = operation<GetFile, FileStream>({
  summary: 'Download a file as a stream',
  kind: 'read',
  input: GetFile,
  output: FileStream,
  request: ({ schema, id }) => ({
    method: 'GET',
    path: path`rest/FileService/Download/${schema}/${id}`,
    expect: 'stream',
  }),
})

/** The query has the whole name; a header holds Latin letters only. */
function asciiName(name: string): string {
  return name.replace(/[^\w.-]/g, '_')
}

/** RFC 6266, and the percent-encoded plain `filename` that Creatio sends. */
export function fileName(disposition: string | null): string | undefined {
  const found =
    /filename\*\s*=\s*(?:utf-8'[^']*')?("?)([^";]+)\1/i.exec(disposition ?? '') ??
    /filename\s*=\s*("?)([^";]+)\1/i.exec(disposition ?? '')
  const name = found?.[2]?.trim()
  if (name === undefined || name === '') return undefined
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
