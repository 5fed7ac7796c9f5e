import { listOperation, type MultipartFile, multipartBody, operation, path, schema, singlePage } from '@bpmcentr/core'
import * as z from 'zod'
import { byPage } from './pages.ts'
import { paging, selection } from './query.ts'
import { Id, Num, Text } from './wire.ts'

/** KeyCRM answers 413 to a larger file. */
export const MAX_FILE = 10 * 1024 * 1024

/** A file in the CRM's storage, `size` in bytes. Whoever knows `url` can read it. */
export const StoredFile = schema(() =>
  z.looseObject({
    id: z.number(),
    file_name: Text(),
    original_file_name: Text(),
    url: Text(),
    size: Num(),
    extension: Text(),
    mime_type: Text(),
    created_at: Text(),
    updated_at: Text(),
  }),
)
export interface StoredFile extends z.output<ReturnType<typeof StoredFile>> {}

export const ListFiles = schema(() => z.strictObject({ sort: z.enum(['size', '-size']).optional(), ...paging() }))
export interface ListFiles extends z.output<ReturnType<typeof ListFiles>> {}

/** `pipelines` is a card of a pipeline. */
export const ListAttachments = schema(() =>
  z.strictObject({ entityType: z.enum(['order', 'pipelines']), entityId: Id() }),
)
export interface ListAttachments extends z.output<ReturnType<typeof ListAttachments>> {}

/**
 * `data` as bytes, a Blob, or a stream; a function that makes a stream lets the upload be retried. `size` in bytes is for
 * streams, where it is known.
 */
export const UploadFile = schema(() =>
  z.strictObject({
    data: z.custom<MultipartFile['data']>(
      isData,
      'expected bytes, a Blob, a stream or a function that makes one, of at most 10 MB',
    ),
    filename: z.string().min(1),
    contentType: z.string().min(1).optional(),
    size: z.int().min(0).max(MAX_FILE).optional(),
  }),
)
export interface UploadFile extends z.output<ReturnType<typeof UploadFile>> {}

const example: StoredFile = {
  id: 7,
  file_name: '6XTec5rSOzA5c9yi7LShrJ8sRwsOHvqc.png',
  original_file_name: 'my-image.png',
  url: 'https://openapi.keycrm.app/storage/company-name/6XTec5rSOzA5c9yi7LShrJ8sRwsOHvqc.png',
  size: 563263,
  extension: 'png',
  mime_type: 'image/png',
}

/** Files of one order or card, all in one answer. */
export const attachmentsOf = listOperation<ListAttachments, StoredFile>({
  summary: 'List the files of an order or a card',
  input: ListAttachments,
  item: StoredFile,
  pages: singlePage,
  key: (file) => file.id,
  request: ({ entityType, entityId }) => ({ method: 'GET', path: path`storage/attachment/${entityType}/${entityId}` }),
  example: { input: { entityType: 'order', entityId: 22 }, item: example },
})

export const storage = {
  /** All uploaded files. */
  list: listOperation<ListFiles, StoredFile>({
    summary: 'List uploaded files',
    input: ListFiles,
    item: StoredFile,
    pages: byPage,
    key: (file) => file.id,
    request: (input) => ({ method: 'GET', path: path`storage`, query: selection(input) }),
    example: { input: { sort: '-size' }, item: example },
  }),
  attachments: {
    /** Files of one order (`entityType: 'order'`) or card (`'pipelines'`), all in one answer. */
    list: attachmentsOf,
  },
  /**
   * Uploads a file of at most 10 MB; attach it to an order or a card by its `id`. The same content again gives the file that
   * is there already, so it is safe to repeat.
   */
  upload: operation<UploadFile, StoredFile>({
    summary: 'Upload a file',
    kind: 'upsert',
    input: UploadFile,
    output: StoredFile,
    request: (file) => ({ method: 'POST', path: path`storage/upload`, body: multipartBody({ file }) }),
    example: {
      input: {
        data: new Uint8Array([0x25, 0x50, 0x44, 0x46]),
        filename: 'receipt.pdf',
        contentType: 'application/pdf',
      },
      output: example,
    },
  }),
}

function isData(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.byteLength <= MAX_FILE
  if (value instanceof Blob) return value.size <= MAX_FILE
  return value instanceof ReadableStream || typeof value === 'function'
}
