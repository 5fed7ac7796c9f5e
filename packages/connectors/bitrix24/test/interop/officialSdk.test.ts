import { globalAgent } from 'node:https'
import { B24Hook } from '@bitrix24/b24jssdk'
import { sandboxTransport } from '@bpmcentr/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bitrix24 } from '../../src/index.ts'
import { bitrix24Sandbox, itemRows, SANDBOX_WEBHOOK } from '../../src/testing.ts'
import { pki } from './pki.ts'
import { serveTls } from './serveTls.ts'

/** The official SDK, unmodified. It speaks HTTPS only, so the portal does too, with a certificate of these tests. */
async function portal() {
  const box = bitrix24Sandbox({ deals: itemRows(2, 400) })
  const served = await serveTls(box)
  const sdk = B24Hook.fromWebhookUrl(`https://${served.host}/rest/1/sandboxsecret`)
  const ours = bitrix24({ webhook: SANDBOX_WEBHOOK, transport: sandboxTransport(box) })
  return { box, sdk, ours, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() }
}

beforeAll(() => {
  globalAgent.options.ca = pki.ca
})
afterAll(() => {
  delete globalAgent.options.ca
})

describe('the official SDK on the same portal', () => {
  it('reads what we wrote, and we read what it wrote', async () => {
    await using world = await portal()
    const { sdk, ours } = world
    const mine = await ours.deals.add({ fields: { title: 'від нас & "них" #1 + 50%', opportunity: 12.5 } })
    const read = await sdk.callMethod('crm.item.get', { entityTypeId: 2, id: mine.id })
    expect(read.getData()?.result).toMatchObject({
      item: { id: mine.id, title: 'від нас & "них" #1 + 50%', opportunity: 12.5 },
    })
    const made = await sdk.callMethod('crm.item.add', { entityTypeId: 2, fields: { title: 'від них', opportunity: 7 } })
    const { id } = (made.getData() as unknown as { result: { item: { id: number } } }).result.item
    expect(await ours.deals.get({ id })).toMatchObject({ id, title: 'від них', opportunity: 7 })
  })

  it('lists the same rows in its three ways', async () => {
    await using world = await portal()
    const { sdk, ours } = world
    const wanted = (await ours.deals.list({ select: ['id', 'title'] }).all({ max: 999 })).map((deal) => deal.id)
    const list = await sdk.callListMethod('crm.item.list', { entityTypeId: 2, select: ['id', 'title'] }, null, 'items')
    expect((list.getData() as { id: number }[]).map(({ id }) => id)).toEqual(wanted)
    const fetched: number[] = []
    for await (const page of sdk.fetchListMethod(
      'crm.item.list',
      { entityTypeId: 2, select: ['id', 'title'] },
      'id',
      'items',
    )) {
      for (const { id } of page as { id: number }[]) fetched.push(id)
    }
    expect(fetched).toEqual(wanted)
    const chunks = await sdk.callBatchByChunk(
      Array.from({ length: 8 }, (_, page) => ['crm.item.list', { entityTypeId: 2, select: ['id'], start: page * 50 }]),
      true,
    )
    const batched = (chunks.getData() as unknown as { items: { id: number }[] }[]).flatMap(({ items }) =>
      items.map(({ id }) => id),
    )
    expect(batched).toEqual(wanted)
  })

  it('writes batches that our portal reads as ours', async () => {
    await using world = await portal()
    const { box, sdk, ours } = world
    const title = 'A&B #1 + 50% = ‘ё’ [x]'
    await sdk.callBatch({
      a: { method: 'crm.item.add', params: { entityTypeId: 2, fields: { title, contactIds: [4, 5] } } },
    })
    await ours.batch((b24) => ({ a: b24.deals.add({ fields: { title, contactIds: [4, 5] } }) }))
    const [theirs, mine] = box.state.deals.rows.slice(-2)
    expect(theirs).toMatchObject({ title, contactIds: [4, 5] })
    expect(mine).toMatchObject({ title, contactIds: [4, 5] })
  })
})
