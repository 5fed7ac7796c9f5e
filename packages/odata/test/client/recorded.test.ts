import { describe, expect, it } from 'vitest'
import { annotationsOf, etagOf, isRemoved } from '../../src/index.ts'
import { jsonAnswer, type Recorded, recorded, replay } from '../support/replay.ts'

/** The client counts all requests of a batch, and these come behind a read. */
function renumbered(name: string): Recorded {
  const answer = recorded(name)
  return { ...answer, body: answer.body.replace(/content-id: (\d)/gi, (_, id) => `content-id: ${Number(id) + 1}`) }
}

describe('answers recorded from SAP CAP', () => {
  it('V2: a page with dates before 1970, counts as text and a link', async () => {
    const { client } = replay('2.0', [recorded('v2-page1')])
    for await (const page of client.set('Books').list().pages()) {
      expect(page.total).toBe(4)
      expect(page.items[0]).toEqual({
        ID: 201,
        title: 'Wuthering Heights',
        price: '11.11',
        big: '9007199254740993',
        released: '1847-12-01T00:00:00',
        ratio: '0.5',
        modifiedAt: '2026-11-22T03:06:31.896Z',
      })
      expect(etagOf(page.items[0]!)).toBe('W/"2026-11-22T03:06:31.896Z"')
      expect(page.next).toEqual({ link: expect.stringContaining('/odata/v2/shop/Books?$inlinecount=allpages') })
      break
    }
  })

  it('V2: expanded rows are nested, links to others are left out', async () => {
    const { client } = replay('2.0', [recorded('v2-entity-expand')])
    const book = await client.set('Books').get(201)
    expect(book).toMatchObject({ released: '1847-12-01T00:00:00', author: { ID: 1, name: 'Emily Brontë' }, tags: [] })
    expect(Object.keys(book)).not.toContain('texts')
    expect(annotationsOf(book)).toMatchObject({
      type: 'ShopService.Books',
      mediaContentType: 'application/octet-stream',
    })
    expect(annotationsOf(book.author as object)?.id).toContain('/Authors(1)')
  })

  it('V4: a page with a relative link', async () => {
    const { client, requests } = replay('4.0', [recorded('v4-page1-nextlink'), jsonAnswer({ value: [] })])
    const rows = await client.set('Books').list().all({ max: 9 })
    expect(rows[0]).toMatchObject({ price: '11.11', released: '1847-12-01' })
    expect(etagOf(rows[0]!)).toBe('W/"2026-11-22T03:06:28.566Z"')
    expect(requests[1]?.url).toMatch(/^http:\/\/svc-01\.example\/odata\/Books\?%24count=true&.*%24skiptoken=2$/)
  })

  it('V4: nested counts are beside the row', async () => {
    const { client } = replay('4.0', [recorded('v4-expand-count-inline')])
    const [first] = await client.set('Authors').list().all({ max: 9 })
    expect(first).toEqual({ name: 'Emily Brontë', ID: 1, books: [{ title: 'Wuthering Heights', ID: 201 }] })
    expect(annotationsOf(first!)?.raw['books@odata.count']).toBe('2')
  })

  it('V4: what an action refuses, and an update without a body', async () => {
    const { client } = replay('4.0', [recorded('v4-409-action'), recorded('v4-patch-minimal-204')])
    await expect(client.call('submitOrder', {}, { kind: 'action' })).rejects.toMatchObject({
      vendorCode: 'OUT_OF_STOCK',
      status: 409,
    })
    expect(await client.set('Books').update(201, { stock: 5 })).toBeUndefined()
  })

  it('V4: a multipart batch with a change set and a failure', async () => {
    const { client } = replay('4.0', [renumbered('v4-batch-multipart')])
    const result = await client.batch(
      (b) => {
        b.set('Books').list({})
        b.changeset((c) => {
          const author = c.set('Authors').create({ ID: 501, name: 'Новый автор' })
          c.made(author).update({ name: 'Renamed' })
        })
        b.set('Authors').get(777)
      },
      { continueOnError: true },
    )
    expect(result.outcomes).toMatchObject([
      { status: 'succeeded', value: [{ ID: 252 }] },
      { status: 'succeeded', value: { ID: 501, name: 'Новый автор' } },
      { status: 'succeeded', value: { name: 'Renamed' } },
      { status: 'failed', error: { status: 404, vendorMessage: 'Not Found' } },
    ])
  })

  it.each(['v4-batch-multipart-failed-changeset', 'v4-batch-multipart-failed-changeset-continue'])(
    'V4: %s',
    async (name) => {
      const { client } = replay('4.0', [recorded(name)])
      const result = await client.batch((b) => {
        b.changeset((c) => {
          c.set('Authors').create({ ID: 502, name: 'rolled back' })
          c.set('Authors').update(777, { nope: 1 })
        })
        b.set('Authors').list()
      })
      const reached = name.endsWith('continue')
      expect(result.outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rolledBack', 'failed'])
      // Its body is a number of rows, which is no list: it was reached, but is not what was asked for.
      expect(result.outcomes[2]?.status).toBe(reached ? 'failed' : 'notExecuted')
    },
  )

  it('V4: a JSON batch, where a member that was undone still says 201', async () => {
    const answer = recorded('v4-batch-json')
    const body = JSON.parse(answer.body)
    // The client numbers its requests.
    const ids: Record<string, string> = { r1: '1', w1: '2', w2: '3', d1: '4', r2: '5' }
    for (const response of body.responses) response.id = ids[response.id]
    const { client } = replay('4.0', [{ ...answer, body: JSON.stringify(body) }], { batch: { format: 'json' } })
    const result = await client.batch((b) => {
      b.set('Books').get(201)
      b.changeset((c) => {
        c.set('Authors').create({ ID: 503, name: 'in group' })
        c.set('Authors').update(1, { nope: 1 })
      })
      b.set('Authors').get(503)
      b.set('Authors').get(1)
    })
    expect(result.outcomes.slice(0, 4).map(({ status }) => status)).toEqual([
      'succeeded',
      'rolledBack',
      'failed',
      'notExecuted',
    ])
  })

  it.each([
    ['v2-batch', ['succeeded', 'succeeded', 'succeeded']],
    ['v2-batch-failed-changeset', ['succeeded', 'rolledBack', 'failed']],
  ])('%s', async (name, statuses) => {
    const { client } = replay('2.0', [renumbered(name)])
    const result = await client.batch((b) => {
      b.set('Authors').get(1)
      b.changeset((c) => {
        c.set('Authors').create({ ID: 604, name: 'batch' })
        c.set('Authors').update(604, { name: 'merged' })
      })
    })
    expect(result.outcomes.map(({ status }) => status)).toEqual(statuses)
  })
})

describe('delta links', () => {
  const first = {
    '@odata.context': '$metadata#Authors',
    value: [{ ID: 1, name: 'a' }],
    '@odata.deltaLink': 'Authors?$deltatoken=7',
  }
  const later = {
    '@odata.context': '$metadata#Authors/$delta',
    value: [
      { ID: 2, name: 'b' },
      { '@odata.context': '$metadata#Authors/$deletedEntity', id: 'Authors(1)', reason: 'deleted' },
      { '@removed': { reason: 'changed' }, '@id': 'Authors(3)' },
    ],
    '@odata.deltaLink': 'Authors?$deltatoken=8',
  }

  it('come with the last page, and lead to what changed and what is gone', async () => {
    const { client, requests } = replay('4.0', [jsonAnswer(first), jsonAnswer(later)])
    const start = client.set('Authors').track()
    for await (const row of start) expect(isRemoved(row)).toBe(false)
    expect(requests[0]?.headers.prefer).toBe('odata.track-changes')
    expect(start.deltaLink).toBe('Authors?$deltatoken=7')
    const changes = client.changes(start.deltaLink!)
    const seen: unknown[] = []
    for await (const item of changes) seen.push(isRemoved(item) ? item['~removed'] : item)
    expect(seen).toEqual([
      { ID: 2, name: 'b' },
      { id: 'Authors(1)', reason: 'deleted' },
      { id: 'Authors(3)', reason: 'changed' },
    ])
    expect(requests[1]?.url).toBe('http://svc-01.example/odata/Authors?$deltatoken=7')
    expect(changes.deltaLink).toBe('Authors?$deltatoken=8')
  })

  it('that have expired say so', async () => {
    const { client } = replay('4.0', [jsonAnswer({ error: { code: '410', message: 'gone' } }, 410)])
    const changes = client.changes('Authors?$deltatoken=1')
    const read = async () => {
      for await (const item of changes) expect(item).toBeUndefined()
    }
    await expect(read()).rejects.toMatchObject({ code: 'gone', status: 410 })
  })

  it('are not there before V4', () => {
    const { client } = replay('3.0', [])
    expect(() => client.set('Authors').track()).toThrow('OData 3.0')
  })
})

describe('errors', () => {
  const xml =
    '<?xml version="1.0"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>9</m:code><m:message>Entity &lt;x&gt; not found</m:message></m:error>'
  it.each([
    [
      { 'odata.error': { code: '9', message: { lang: 'ru', value: 'Экземпляр сущности не найден' } } },
      '9',
      'Экземпляр сущности не найден',
    ],
    [{ error: { code: '404', message: { lang: 'en', value: 'Not Found' } } }, '404', 'Not Found'],
    [{ error: { code: '', message: 'plain' } }, undefined, 'plain'],
    [xml, '9', 'Entity <x> not found'],
  ])('%o', async (body, code, message) => {
    const answer =
      typeof body === 'string'
        ? { status: 404, headers: { 'content-type': 'application/xml' }, body }
        : jsonAnswer(body, 404)
    const { client } = replay('3.0', [answer])
    await expect(client.set('Books').get(1)).rejects.toMatchObject({
      name: 'NotFoundError',
      vendorCode: code,
      vendorMessage: message,
    })
  })

  it('name the fields they are about', async () => {
    const details = [{ code: 'x', message: 'too long', target: 'name' }]
    const { client } = replay('4.0', [jsonAnswer({ error: { code: '400', message: 'several', details } }, 400)])
    await expect(client.set('Books').create({})).rejects.toMatchObject({
      issues: [{ field: 'name', message: 'too long' }],
    })
  })

  it('that come within an answer of 200 are errors', async () => {
    const { client } = replay('4.0', [
      jsonAnswer({ value: [{ ID: 1 }], '@odata.error': { code: '500', message: 'broke off' } }),
    ])
    await expect(client.set('Books').list().all({ max: 9 })).rejects.toMatchObject({ code: 'server_error' })
  })
})
