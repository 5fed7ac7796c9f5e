import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { SHOP_V4 } from '../support/documents.ts'

let dir = ''
let origin = ''
let stop: () => void = () => undefined
const seen: { url: string; authorization: string | undefined; custom: string | undefined }[] = []

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'odata-cli-'))
  const server = createServer((request, response) => {
    const { url = '' } = request
    seen.push({
      url,
      authorization: request.headers.authorization,
      custom: request.headers['x-key'] as string | undefined,
    })
    if (url === '/moved/$metadata') response.writeHead(302, { location: '/svc/$metadata' }).end()
    else if (url === '/away/$metadata') response.writeHead(302, { location: 'http://127.0.0.2:9/svc/$metadata' }).end()
    else if (url === '/login/$metadata') response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')
    else if (url === '/closed/$metadata') response.writeHead(401).end()
    else if (url === '/loop/$metadata') response.writeHead(302, { location: '/loop/$metadata' }).end()
    else response.writeHead(200, { 'content-type': 'application/xml' }).end(SHOP_V4)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = () => server.close()
  await writeFile(join(dir, 'shop.xml'), SHOP_V4)
})

afterAll(async () => {
  stop()
  await rm(dir, { recursive: true })
})

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = ''
  let error = ''
  const code = await runCli(args, { out: (text) => (out += text), error: (text) => (error += text) })
  return { code, out, error }
}

describe('odata generate', () => {
  it('writes a file whole, and leaves an equal one alone', async () => {
    const target = join(dir, 'deep', 'shop.ts')
    const args = ['generate', '--file', join(dir, 'shop.xml'), '--out', target]
    const first = await run(...args)
    expect(first).toMatchObject({ code: 0, out: '' })
    expect(first.error).toMatch(/^3 entity types, OData 4\.0, in \d+ ms\n$/)
    const written = await stat(target)
    expect(await readFile(target, 'utf8')).toContain('export interface Shop {')
    await run(...args)
    expect((await stat(target)).ino).toBe(written.ino)
    expect(await readdir(join(dir, 'deep'))).toEqual(['shop.ts'])
  })

  it('checks whether a file is out of date', async () => {
    const target = join(dir, 'checked.ts')
    const args = ['generate', '--file', join(dir, 'shop.xml'), '--out', target]
    expect((await run(...args, '--check')).code).toBe(1)
    await run(...args)
    expect((await run(...args, '--check')).code).toBe(0)
    expect((await run(...args, '--check', '--include', 'Me')).code).toBe(1)
    await writeFile(target, `${await readFile(target, 'utf8')}// edited`)
    expect((await run(...args, '--check')).code).toBe(1)
  })

  it('asks the service with the credentials and headers it was given', async () => {
    seen.length = 0
    const args = [
      '--user',
      'Администратор:пароль123',
      '--header',
      'x-key: a:b',
      '--name',
      'Crm',
      '--include',
      'Me,Item',
    ]
    const { code, out } = await run('generate', '--url', `${origin}/svc/`, '--out', '-', ...args)
    expect(code).toBe(0)
    expect(out).toContain('export interface Crm {')
    expect(seen).toEqual([
      {
        url: '/svc/$metadata',
        authorization: 'Basic 0JDQtNC80LjQvdC40YHRgtGA0LDRgtC+0YA60L/QsNGA0L7Qu9GMMTIz',
        custom: 'a:b',
      },
    ])
  })

  it('follows redirects on the same origin only', async () => {
    expect((await run('generate', '--url', `${origin}/moved`, '--out', '-')).code).toBe(0)
    const away = await run('generate', '--url', `${origin}/away`, '--out', '-', '--user', 'a:b')
    expect(away).toMatchObject({ code: 1, out: '' })
    expect(away.error).toContain('redirects to http://127.0.0.2:9')
    expect((await run('generate', '--url', `${origin}/loop`, '--out', '-')).error).toContain('more than 5 times')
  })

  it.each([
    ['login', 'HTML page'],
    ['closed', 'answered 401: give credentials'],
  ])('says what is wrong when the service answers with %s', async (path, message) => {
    const { code, error } = await run('generate', '--url', `${origin}/${path}`, '--out', '-')
    expect(code).toBe(1)
    expect(error).toContain(message)
  })

  it.each([
    [['generate'], '--out is missing'],
    [['generate', '--out', 'x'], 'either --url or --file'],
    [['generate', '--out', 'x', '--url', 'ftp://x'], 'http or https'],
    [['generate', '--out', 'x', '--url', 'http://x', '--header', 'nothing'], "'name: value'"],
    [['build'], 'odata generate'],
    [['generate', '--bogus'], '--bogus'],
  ])('called as %j says how to call it', async (args, message) => {
    const { code, error } = await run(...args)
    expect(code).toBe(2)
    expect(error).toContain(message)
    expect(error).toContain('--include')
  })

  it('helps, and writes nothing when nothing fits', async () => {
    expect((await run('--help')).out).toContain('odata generate')
    const target = join(dir, 'none.ts')
    const none = await run('generate', '--file', join(dir, 'shop.xml'), '--out', target, '--include', 'Ghost')
    expect(none).toMatchObject({ code: 1 })
    await expect(stat(target)).rejects.toThrow()
    expect((await run('generate', '--file', join(dir, 'absent.xml'), '--out', target)).code).toBe(1)
  })
})
