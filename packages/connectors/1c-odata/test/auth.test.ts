import { bearer } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { onec } from '../src/index.ts'
import { SANDBOX_URL } from '../src/testing.ts'
import { goods, PASSWORD, start, USER } from './support/base.ts'

const DATA = { data: { Catalog_Товары: goods(3) } }

describe('the address', () => {
  it.each([
    SANDBOX_URL,
    `${SANDBOX_URL}/`,
    `${SANDBOX_URL}/odata/standard.odata`,
    `${SANDBOX_URL}/odata/standard.odata/`,
  ])('is the publication or the interface itself: %s', async (baseUrl) => {
    const { base, run } = start(DATA, { baseUrl })
    expect(await run(base.catalog('Товары').count())).toBe(3)
  })

  it('has its segments and values percent-encoded as UTF-8, with what 1C needs left as it is', async () => {
    const { base, run, sent } = start({ data: { Catalog_Номенклатура: goods(2) } })
    await run(base.catalog('Номенклатура').get(String(goods(1)[0]?.Ref_Key)))
    await run(base.catalog('Номенклатура').count({ filter: (row) => row.Description!.eq(`ООО 'Ромашка & К' 100%+`) }))
    // Fetch writes the quotes of a query as %27, which is the same.
    expect(sent().map((line) => line.replaceAll('%27', "'"))).toEqual([
      "GET /Catalog_%D0%9D%D0%BE%D0%BC%D0%B5%D0%BD%D0%BA%D0%BB%D0%B0%D1%82%D1%83%D1%80%D0%B0(guid'10000000-0000-4000-8000-000000000001')",
      "GET /Catalog_%D0%9D%D0%BE%D0%BC%D0%B5%D0%BD%D0%BA%D0%BB%D0%B0%D1%82%D1%83%D1%80%D0%B0/$count?$filter=Description%20eq%20'%D0%9E%D0%9E%D0%9E%20''%D0%A0%D0%BE%D0%BC%D0%B0%D1%88%D0%BA%D0%B0%20%26%20%D0%9A''%20100%25%2B'",
    ])
  })
})

describe('user and password', () => {
  it.each([
    [USER, PASSWORD, 'Basic 0JDQtNC80LjQvdC40YHRgtGA0LDRgtC+0YA60L/QsNGA0L7Qu9GMMTIz'],
    ['odata.user', 's3cret', 'Basic b2RhdGEudXNlcjpzM2NyZXQ='],
  ])('of %s travel in UTF-8', async (username, password, header) => {
    const { base, run, box } = start({ ...DATA, users: { [username]: password } }, { username, password })
    await run(base.catalog('Товары').count())
    expect(box.requests[0]?.headers.authorization).toBe(header)
  })

  it('that 1C refuses end in an AuthenticationError that does not show them', async () => {
    const { base, failure, box } = start(DATA, { password: 'чужой-пароль' })
    const error = await failure(base.catalog('Товары').count())
    expect(error).toMatchObject({ name: 'AuthenticationError', status: 401 })
    expect(String(error)).not.toContain('чужой')
    expect(box.requests).toHaveLength(1)
  })

  it('are needed, unless something else is given instead, and never both', () => {
    expect(() => onec({ baseUrl: SANDBOX_URL })).toThrow(/username and password/)
    expect(() => onec({ baseUrl: SANDBOX_URL, auth: bearer('token') })).not.toThrow()
    expect(() => onec({ baseUrl: SANDBOX_URL, auth: bearer('t'), username: 'x', password: '' })).toThrow(/one of both/)
    expect(() => onec({ baseUrl: SANDBOX_URL, username: 'x', password: '' })).not.toThrow()
  })
})

describe('the connection test', () => {
  it('names the infobase', async () => {
    const { base, run } = start(DATA)
    expect(await run(base.test())).toEqual({ label: '1C 1c.example/trade' })
  })

  it('tells when nothing is published yet', async () => {
    const { base, failure } = start()
    expect(String(await failure(base.test()))).toContain('УстановитьСоставСтандартногоИнтерфейсаOData')
  })
})

describe('a kept session', () => {
  it('is started once for many calls, goes with each as a cookie, and is finished by close', async () => {
    const { base, run, box, world } = start(DATA, { sessions: 'use' })
    await run(Promise.all([1, 2, 3, 4].map(() => base.catalog('Товары').count())))
    expect(world.sessions.size).toBe(1)
    const [session] = world.sessions
    expect(box.requests.map(({ headers }) => headers.ibsession)).toEqual(['start', ...Array(4).fill(undefined)])
    expect(box.requests.slice(1).map(({ headers }) => headers.cookie)).toEqual(Array(4).fill(`ibsession=${session}`))
    await run(base.close())
    expect(box.requests.at(-1)?.headers).toMatchObject({ ibsession: 'finish', cookie: `ibsession=${session}` })
    expect(world.sessions.size).toBe(0)
  })

  it('that nobody needed is neither started nor finished', async () => {
    const { base, run, box } = start(DATA, { sessions: 'use' })
    await run(base.close())
    expect(box.requests).toHaveLength(0)
  })

  it('that 1C has dropped is replaced once, also for a write', async () => {
    const { base, run, world } = start(DATA, { sessions: 'use' })
    await run(base.catalog('Товары').count())
    world.sessions.clear()
    await run(base.catalog('Товары').create({ Description: 'Новый' }))
    expect(world.rows('Catalog_Товары')).toHaveLength(4)
    expect(world.sessions.size).toBe(1)
  })

  it('that cannot be had is waited for', async () => {
    const { base, run, box } = start(DATA, { sessions: 'use' })
    const pool = box.fail({ with: 'status', status: 406, body: undefined, times: 2 })
    expect(await run(base.catalog('Товары').count())).toBe(3)
    expect(pool.hits).toBe(2)
  })
})
