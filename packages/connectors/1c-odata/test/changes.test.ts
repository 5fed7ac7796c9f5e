import { existsSync, readFileSync } from 'node:fs'
import { describe as describeModel, parseMetadata } from '@bpmcentr/odata/metadata'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../src/feed.ts'
import { addressed } from '../src/feedKeys.ts'
import type { Change } from '../src/index.ts'
import { documents, gathered, goods, refOf, start } from './support/base.ts'

const NODE = refOf(700)
const PACKET = { plan: 'Мобильные', node: NODE }

function exchange() {
  return start({
    data: {
      Catalog_Товары: goods(3),
      Document_Реализация: documents(1),
      ExchangePlan_Мобильные: [
        { Ref_Key: refOf(699), ThisNode: true, SentNo: '0', ReceivedNo: '0' },
        { Ref_Key: NODE, ThisNode: false, SentNo: '0', ReceivedNo: '33' },
      ],
    },
  })
}

describe('changes of a node', () => {
  it('come as rows with their tabular sections, and are confirmed when all of them were taken', async () => {
    const { base, run, sent, world } = exchange()
    await run(base.catalog('Товары').update(refOf(1), { Description: 'Чашка <"&> ’' }))
    await run(base.document('Реализация').post(refOf(1_000)))
    await run(base.catalog('Товары').delete(refOf(2)))
    const changes = await run(gathered(base.changes(PACKET)))
    expect(changes).toMatchObject([
      { type: 'changed', set: 'Catalog_Товары', key: { Ref_Key: refOf(1) }, row: { Description: 'Чашка <"&> ’' } },
      {
        type: 'changed',
        set: 'Document_Реализация',
        row: { Posted: 'true', Товары: [{ LineNumber: '1', Количество: '2' }] },
      },
      { type: 'deleted', set: 'Catalog_Товары', key: { Ref_Key: refOf(2) } },
    ])
    const point = `'https://1c.example/trade/odata/standard.odata/ExchangePlan_Мобильные(guid'${NODE}')'`
    expect(sent().slice(-3).map(decodeURIComponent)).toEqual([
      `GET /ExchangePlan_Мобильные(guid'${NODE}')`,
      `POST /SelectChanges?DataExchangePoint=${point}&MessageNo=34`,
      `POST /NotifyChangesReceived?DataExchangePoint=${point}&MessageNo=34`,
    ])
    expect(world.registered.get(NODE)?.size).toBe(0)
    expect(await run(gathered(base.changes(PACKET)))).toEqual([])
  })

  it('come again until they are confirmed: leaving the loop, or failing in it, confirms nothing', async () => {
    const { base, run, failure, sent } = exchange()
    for (const number of [1, 2, 3]) await run(base.catalog('Товары').update(refOf(number), { Цена: number }))
    const leave = async () => {
      for await (const change of base.changes(PACKET)) return change
      return undefined
    }
    const fail = async () => {
      let seen = 0
      for await (const _ of base.changes(PACKET)) if (++seen === 3) throw new Error('disk full')
    }
    expect(await run(leave())).toMatchObject({ key: { Ref_Key: refOf(1) } })
    expect(await failure(fail())).toMatchObject({ message: 'disk full' })
    expect(sent().filter((line) => line.includes('NotifyChangesReceived'))).toEqual([])
    expect(await run(gathered(base.changes(PACKET)))).toHaveLength(3)
    expect(sent().at(-1)).toContain('NotifyChangesReceived')
  })

  it('that happen while a packet is read are in the next one', async () => {
    const { base, run } = exchange()
    await run(base.catalog('Товары').update(refOf(1), { Цена: 1 }))
    const consume = async () => {
      for await (const _ of base.changes(PACKET)) await base.catalog('Товары').update(refOf(1), { Цена: 2 })
    }
    await run(consume())
    expect(await run(gathered(base.changes(PACKET)))).toMatchObject([{ row: { Цена: '2' } }])
  })

  it('can be confirmed by hand, but not before the packet was read to its end', async () => {
    const { base, run, failure, world } = exchange()
    await run(base.catalog('Товары').update(refOf(1), { Цена: 1 }))
    const changes = base.changes({ ...PACKET, confirm: false })
    expect(await failure(changes.confirm())).toMatchObject({ name: 'InputError' })
    await run(gathered(changes))
    expect(world.registered.get(NODE)?.size).toBe(1)
    expect(changes.messageNo).toBe('34')
    await run(changes.confirm())
    expect(world.registered.get(NODE)?.size).toBe(0)
  })

  it('of a packet that breaks off are never confirmed', async () => {
    for (const fault of ['truncatedJson', 'resetDuring', 'htmlPage'] as const) {
      const { base, run, failure, box, sent } = exchange()
      await run(base.catalog('Товары').update(refOf(1), { Цена: 1 }))
      box.fail({ with: fault, when: { path: /SelectChanges/ }, times: Infinity })
      const error = await failure(gathered(base.changes(PACKET)))
      expect(error).toMatchObject({ name: expect.stringMatching(/ResponseMismatchError|NetworkError/) })
      expect(sent().filter((line) => line.includes('NotifyChangesReceived'))).toEqual([])
    }
  })

  it('need a node, and a node that is there', async () => {
    const { base, failure } = exchange()
    expect(await failure(gathered(base.changes({ plan: 'Мобильные', node: 'x' })))).toMatchObject({
      name: 'InputError',
    })
    expect(await failure(gathered(base.changes({ plan: 'Мобильные', node: refOf(1) })))).toMatchObject({
      name: 'NotFoundError',
    })
  })
})

const FEED = `<?xml version="1.0"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:t="http://purl.org/atompub/tombstones/1.0"
  xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices"
  xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
<a:id>not an entry's</a:id>
<a:entry><a:id>http://h/b/odata/standard.odata/InformationRegister_R(Recorder='${refOf(1)}',%20</a:id></a:entry>
</a:feed>`

const ENTRY = (content: string, id = `http://h/odata/standard.odata/Catalog_X(guid'${refOf(1)}')`) =>
  FEED.replace(
    /<a:entry>.*<\/a:entry>/s,
    `<a:entry><a:id>${id}</a:id><a:category term="StandardODATA.Catalog_X"/><a:content type="application/xml"><m:properties>${content}</m:properties></a:content></a:entry>`,
  )

describe('the feed', () => {
  it('is read from chunks of any size', async () => {
    const text = ENTRY('<d:Имя>Їжак &lt;1&gt;<![CDATA[ & ]]></d:Имя><d:Пусто/><d:Нет m:null="true"/>')
    const whole = await read(text)
    expect(whole).toEqual([
      {
        type: 'changed',
        set: 'Catalog_X',
        key: { Ref_Key: refOf(1) },
        row: { Имя: 'Їжак <1> & ', Пусто: '', Нет: null },
      },
    ])
    for (const size of [1, 2, 3, 7, 64]) expect(await read(text, size)).toEqual(whole)
  })

  it('has values by their types, where they are said', async () => {
    const text = ENTRY(
      '<d:A m:type="Edm.Boolean">true</d:A><d:B m:type="Edm.Double">1.5</d:B><d:C m:type="Edm.Int64">9007199254740993</d:C><d:D m:type="Edm.Int16"/><d:__proto__>x</d:__proto__><d:T m:type="Collection(StandardODATA.Catalog_X_T_RowType)"/>',
    )
    const [change] = await read(text)
    const row = (change as Extract<Change, { type: 'changed' }>).row
    expect(Object.entries(row)).toEqual([
      ['A', true],
      ['B', 1.5],
      ['C', '9007199254740993'],
      ['D', 0],
      ['__proto__', 'x'],
      ['T', []],
    ])
  })

  it.each([
    ['no feed', '<html><body>Вход</body></html>'],
    ['an end that is missing', ENTRY('<d:A>1</d:A>').slice(0, -9)],
    ['an address that cannot be read', FEED],
    ['a document type', `<!DOCTYPE feed [<!ENTITY x "y">]>${ENTRY('<d:A>&x;</d:A>').replace(/^<\?xml.*\?>/, '')}`],
    ['endless nesting', ENTRY('<d:A>'.repeat(100) + '</d:A>'.repeat(100))],
    ['nothing at all', ''],
  ])('with %s is refused', async (_what, text) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'ResponseMismatchError' })
  })

  it('names objects by keys of all kinds', () => {
    const guid = refOf(1)
    expect(addressed(`http://h/odata/standard.odata/Catalog_X(guid'${guid}')`)).toEqual({
      set: 'Catalog_X',
      key: { Ref_Key: guid },
    })
    expect(addressed(`Register_Y(Recorder='${guid}',Recorder_Type='StandardODATA.Document_Z')`)?.key).toEqual({
      Recorder: guid,
      Recorder_Type: 'StandardODATA.Document_Z',
    })
    expect(addressed(`R(Period=datetime'2026-01-01T00:00:00',%D0%9A_Key=guid'${guid}',N='a,''b)',I=5)`)?.key).toEqual({
      Period: '2026-01-01T00:00:00',
      К_Key: guid,
      N: "a,'b)",
      I: '5',
    })
    for (const wrong of ['', 'X', 'X()', "X(guid'1", "X(A='1' B='2')"]) expect(addressed(wrong)).toBeUndefined()
  })
})

const REAL = new URL('../../../../../shared/reference/metadata/', import.meta.url)
const FEEDS = ['1c-selectchanges-kontragenty.xml', '1c-selectchanges-order-unposted.xml'] as const

describe.skipIf(!existsSync(new URL(FEEDS[0], REAL)))('feeds of a real infobase', () => {
  const text = (name: string) => readFileSync(new URL(name, REAL), 'utf8')

  it('of changed catalogs have every entry and every row of the tabular sections', async () => {
    const source = text(FEEDS[0])
    const changes = await read(source, 997)
    expect(changes).toHaveLength(source.split('<entry>').length - 1)
    const rows = changes.flatMap((change) =>
      change.type === 'changed' ? Object.values(change.row).filter(Array.isArray).flat() : [],
    )
    expect(rows).toHaveLength(source.split('<d:element').length - 1)
    expect(changes[0]).toMatchObject({ type: 'changed', set: 'Catalog_Контрагенты' })
  })

  it('of an unposted document have record sets without records, and typed values with the model', async () => {
    const descriptor = describeModel(await parseMetadata(text('1c-trade-8.5-v3.xml')))
    const changes = await read(text(FEEDS[1]), 4_096, descriptor)
    const order = changes.find((change) => change.set === 'Document_ЗаказКлиента')
    expect(order).toMatchObject({ row: { Posted: false, НеОтгружатьЧастями: false } })
    const records = changes.filter((change) => /Register_/.test(change.set))
    expect(records.length).toBeGreaterThan(1)
    for (const change of records) expect(change).toMatchObject({ type: 'changed', row: { RecordSet: [] } })
    expect(Object.keys(records[0]?.key ?? {})).toContain('Recorder')
  })
})

function read(text: string, size = 100_000, model?: Parameters<typeof readFeed>[1]): Promise<Change[]> {
  const bytes = new TextEncoder().encode(text)
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) controller.close()
      else controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
  return gathered(readFeed(body, model))
}
