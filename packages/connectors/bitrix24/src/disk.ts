import { InputError, operation, type Schema, schema, toBase64 } from '@bpmcentr/core'
import * as z from 'zod'
import { ClassicRow, Values } from './classic.ts'
import { listMethod, method } from './rpc.ts'
import { ById, Done, done, Id } from './schemas.ts'

interface ListFiles {
  readonly id: number
  readonly filter?: Values | undefined
}

interface ListStorages {
  readonly filter?: Values | undefined
}

const Upload = schema(() =>
  z.strictObject({
    /** The folder. */
    id: Id(),
    name: z.string().min(1),
    content: z.instanceof(Uint8Array),
    /** Gives the file another name where the name is taken; otherwise that is an error. */
    generateUniqueName: z.boolean().optional(),
  }),
)
export interface UploadFile extends z.output<ReturnType<typeof Upload>> {}

const Download = schema(() => z.strictObject({ url: z.string().min(1) }))

const FOLDER: ClassicRow = { ID: '1', NAME: 'Contracts', TYPE: 'folder' }
const FILE: ClassicRow = { ID: '2', NAME: 'contract.txt', TYPE: 'file' }
const BYTES = new Uint8Array([72, 105])

/** https://apidocs.bitrix24.com/api-reference/disk/index.html */
export const disk = {
  storages: {
    list: listMethod<ListStorages, ClassicRow>({
      method: 'disk.storage.getlist',
      summary: 'List storages',
      input: schema(() => z.strictObject({ filter: Values().optional() }) as unknown as Schema<ListStorages>),
      item: ClassicRow,
      key: ({ ID }) => ID,
      example: { input: {}, item: { ID: '1', NAME: 'Company drive', ENTITY_TYPE: 'common' } },
    }),
  },
  folders: {
    get: method<ById, ClassicRow>({
      method: 'disk.folder.get',
      summary: 'Get a folder',
      kind: 'read',
      input: ById,
      output: ClassicRow,
      example: { input: { id: 1 }, output: FOLDER },
    }),
    /** Files and folders in a folder. */
    children: listMethod<ListFiles, ClassicRow>({
      method: 'disk.folder.getchildren',
      summary: 'List what is in a folder',
      input: schema(() => z.strictObject({ id: Id(), filter: Values().optional() }) as unknown as Schema<ListFiles>),
      item: ClassicRow,
      key: ({ ID }) => ID,
      example: { input: { id: 1 }, item: FILE },
    }),
    add: method<{ readonly id: number; readonly name: string }, ClassicRow>({
      method: 'disk.folder.addsubfolder',
      summary: 'Create a folder in a folder',
      kind: 'create',
      input: schema(() => z.strictObject({ id: Id(), name: z.string().min(1) })),
      params: ({ id, name }) => ({ id, data: { NAME: name } }),
      output: ClassicRow,
      example: { input: { id: 1, name: '2026' }, output: { ID: '3', NAME: '2026', TYPE: 'folder' } },
    }),
  },
  files: {
    get: method<ById, ClassicRow>({
      method: 'disk.file.get',
      summary: 'Get a file: its name, size and `DOWNLOAD_URL`',
      kind: 'read',
      input: ById,
      output: ClassicRow,
      example: { input: { id: 2 }, output: FILE },
    }),
    /** The file goes into the request as base64: for files of some megabytes. */
    upload: method<UploadFile, ClassicRow>({
      method: 'disk.folder.uploadfile',
      summary: 'Upload a file into a folder',
      kind: 'create',
      input: Upload,
      params: ({ id, name, content, generateUniqueName }) => ({
        id,
        data: { NAME: name },
        fileContent: [name, toBase64(content)],
        ...(generateUniqueName === undefined ? {} : { generateUniqueName }),
      }),
      output: ClassicRow,
      example: { input: { id: 1, name: 'contract.txt', content: BYTES }, output: FILE },
    }),
    /** The bytes behind a `DOWNLOAD_URL` of this portal. The URL holds a token: keep it out of logs. */
    download: operation<{ readonly url: string }, Uint8Array>({
      summary: 'Download a file by its `DOWNLOAD_URL`',
      kind: 'read',
      input: Download,
      output: schema(() => z.instanceof(Uint8Array)),
      request: ({ url }) => {
        if (!/^https?:\/\//i.test(url)) throw new InputError('url: expected the DOWNLOAD_URL of a file')
        return { method: 'GET', path: url, expect: 'bytes', headers: { accept: '*/*' } }
      },
      example: {
        input: { url: 'https://acme.bitrix24.com/rest/download.json?token=disk%7C2' },
        output: BYTES,
      },
    }),
    delete: method<ById, true>({
      method: 'disk.file.delete',
      summary: 'Delete a file for good',
      kind: 'delete',
      input: ById,
      output: Done,
      answer: done,
      example: { input: { id: 2 }, output: true },
    }),
  },
}
