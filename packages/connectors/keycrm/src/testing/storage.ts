import { sha256, toHex } from '@bpmcentr/core'
import { get, json, post, type Route } from '@bpmcentr/core/testing'
import { MAX_FILE } from '../storage.ts'
import { found, includes, message, missing, oneOf, page, select } from './listing.ts'
import type { CustomFieldRow, FileRow } from './rows.ts'
import { Problems } from './validate.ts'
import { stamp, type World } from './world.ts'

export function storageRoutes(world: World): Route[] {
  const { files } = world
  return [
    get('/storage', (request) => page(select(files.rows, request, {}, ['size']), request, show)),
    get('/storage/attachment/:type/:id', (request) => {
      const { type } = request.params
      if (type !== 'order' && type !== 'pipelines') throw missing()
      const owner = found(type === 'order' ? world.orders.get(request.id()) : world.cards.get(request.id()))
      // A plain array, without pages.
      return owner.file_ids.flatMap((id) => files.get(id) ?? []).map(show)
    }),
    post('/storage/upload', async (request) => {
      const file = (await request.multipart()).get('file')
      if (!(file instanceof Blob)) {
        new Problems().add('file', 'field is required.').refuse()
        return undefined
      }
      if (file.size > MAX_FILE) return message('Payload Too Large', 413)
      const digest = await digestOf(file)
      const known = files.find((row) => row.digest === digest)
      if (known !== undefined) return json(show(known), 200)
      const now = stamp(request)
      const original = 'name' in file ? String(file.name) : 'file'
      const extension = /\.([^.]+)$/.exec(original)?.[1] ?? 'bin'
      const file_name = `${digest.slice(0, 32)}.${extension}`
      const made = files.insert({
        file_name,
        original_file_name: original,
        url: `https://openapi.keycrm.app/storage/shop/${file_name}`,
        size: file.size,
        extension,
        mime_type: file.type,
        digest,
        created_at: now,
        updated_at: now,
      })
      return json(show(made), 201)
    }),
    get('/custom-fields', (request) => {
      const asked = includes(request, ['options'])
      const filters = { model: oneOf((row: CustomFieldRow) => row.model) }
      return select(world.customFields.rows, request, filters, ['position']).map(({ options, ...row }) =>
        asked.has('options') ? { ...row, options } : row,
      )
    }),
  ]
}

function show({ digest: _digest, ...file }: FileRow): unknown {
  return file
}

async function digestOf(file: Blob): Promise<string> {
  return toHex(sha256(new Uint8Array(await file.arrayBuffer())))
}
