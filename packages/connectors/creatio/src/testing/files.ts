import { bytes, get, json, post, type Reply, type Route } from '@bpmcentr/core/testing'
import { Refusal } from './columnValues.ts'
import type { World } from './world.ts'

/** 10 MB: the default of the system setting `MaxFileSize`. */
const MAX_FILE = 10 * 1024 * 1024

interface StoredFile {
  readonly schema: string
  readonly name: string
  readonly mimeType: string
  readonly total: number
  readonly content: Uint8Array
  /** Bytes so far. */
  size: number
}

/** Files by their ids, whole or in the making. */
export type Files = Map<string, StoredFile>

/** FileApiService and FileService. */
export function fileRoutes(world: World, files: Files, root: string): Route[] {
  return [
    post(`${root}/rest/FileApiService/UploadFile`, (request) => {
      const ask = (name: string) => request.query.get(name) ?? ''
      const schema = ask('entitySchemaName')
      const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.header('content-range') ?? '')
      const chunk = request.bytes()
      const [start, end, total] = [Number(range?.[1]), Number(range?.[2]), Number(range?.[3])]
      if (
        range === null ||
        end - start + 1 !== chunk.byteLength ||
        total !== Number(ask('totalFileLength')) ||
        end >= total
      ) {
        return refused('InvalidRange', 'The range does not fit the bytes')
      }
      if (total > MAX_FILE) return refused('MaxFileSize', 'The file is larger than MaxFileSize')
      const id = ask('fileId').toLowerCase()
      const known = files.get(id)
      if (start !== (known?.size ?? 0) || (known !== undefined && known.total !== total)) {
        return refused('InvalidRange', 'The chunk is out of order')
      }
      try {
        if (known === undefined) {
          if (world.target(schema, ask('parentColumnName')) === undefined) throw new Refusal(`Item ${schema} not found`)
          const parent = { [`${ask('parentColumnName')}Id`]: ask('parentColumnValue') }
          world.insert(schema, { Id: id, Name: ask('fileName'), Size: total, Version: 1, ...parent })
        }
      } catch (error) {
        if (error instanceof Refusal) return refused('ItemNotFound', error.message)
        throw error
      }
      const file = known ?? {
        schema,
        name: ask('fileName'),
        mimeType: ask('mimeType'),
        total,
        content: new Uint8Array(total),
        size: 0,
      }
      file.content.set(chunk, start)
      file.size = end + 1
      files.set(id, file)
      return { success: true, errorInfo: null }
    }),
    get(`${root}/rest/FileService/Download/:schema/:id`, (request) => {
      const file = files.get(String(request.params.id).toLowerCase())
      if (file === undefined || file.schema !== request.params.schema || file.size < file.total) return undefined
      return bytes(file.content, file.mimeType, 200, {
        'content-disposition': `attachment; filename="${encodeURIComponent(file.name)}"`,
      })
    }),
    post(`${root}/rest/GridUtilitiesService/DeleteRecords`, (request) => {
      const { rootSchema, primaryColumnValues } = request.object()
      const table = world.table(String(rootSchema))
      if (table === undefined) return refused('ItemNotFound', `Item ${String(rootSchema)} not found`)
      for (const id of (primaryColumnValues ?? []) as string[]) {
        table.delete(id.toLowerCase())
        files.delete(id.toLowerCase())
      }
      return { success: true }
    }),
  ]
}

function refused(errorCode: string, message: string): Reply {
  return json({ success: false, errorInfo: { errorCode, message, stackTrace: null } })
}
