import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { multipartBody } from '../../src/codec/multipart.ts'
import { InputError } from '../../src/errors/index.ts'
import { fileBody, filePart } from '../../src/node/fileSource.ts'
import { echo, httpServer } from '../transport/servers.ts'
import { request, transports } from '../transport/transports.ts'

const data = randomBytes(300_000)
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bpmcentr-'))
  file = join(folder, 'рахунок "1".pdf')
  await writeFile(file, data)
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(transports)('a file sent with $name', ({ make }) => {
  it('arrives whole as a body, with its length, and again for a retry', async () => {
    const server = await httpServer(echo)
    const body = await fileBody(file, { contentType: 'application/pdf' })
    expect(body).toMatchObject({ replayable: true, contentLength: data.length })
    const headers = { 'content-type': body.contentType ?? '', 'content-length': String(body.contentLength) }
    for (let attempt = 0; attempt < 2; attempt++) {
      const response = await make().send(request(server.url, { method: 'PUT', headers, body: body.make() }))
      const seen = JSON.parse(await response.text())
      expect(seen.headers).toMatchObject(headers)
      expect(Buffer.from(seen.body, 'base64').equals(data)).toBe(true)
    }
  })

  it('arrives whole as a field of a form, under its own name', async () => {
    const server = await httpServer(echo)
    const body = multipartBody({ order_id: 22, file: await filePart(file) })
    const headers = { 'content-type': body.contentType ?? '', 'content-length': String(body.contentLength) }
    const response = await make().send(request(server.url, { method: 'POST', headers, body: body.make() }))
    const seen = JSON.parse(await response.text())
    expect(seen.headers['transfer-encoding']).toBeUndefined()
    const form = await new Response(Buffer.from(seen.body, 'base64'), {
      headers: { 'content-type': seen.headers['content-type'] },
    }).formData()
    expect(form.get('order_id')).toBe('22')
    const got = form.get('file') as File
    expect(got.name.replaceAll('%22', '"')).toBe('рахунок "1".pdf')
    expect(Buffer.from(await got.arrayBuffer()).equals(data)).toBe(true)
  })
})

describe('a file that is not there', () => {
  it('is refused before anything is sent, and only its name is shown', async () => {
    for (const path of [join(folder, 'none.pdf'), folder]) {
      await expect(filePart(path)).rejects.toThrow(InputError)
      await expect(fileBody(path)).rejects.toThrow(/^There is no file "[^/]*" to send$/)
    }
  })
})
