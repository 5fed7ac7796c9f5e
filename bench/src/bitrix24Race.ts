/** One contestant at one task, in a process of its own. Prints what it took as JSON. */
import { globalAgent, request } from 'node:https'
import { Bitrix } from '@2bad/bitrix'
import { B24Hook } from '@bitrix24/b24jssdk'
import { bitrix24 } from '@bpmcentr/bitrix24'
import { undiciTransport } from '@bpmcentr/core/undici'
import { pki } from './pki.ts'

const [, , contestant = '', port = '', count = ''] = process.argv
const rows = Number(count)
const webhook = `https://localhost:${port}/rest/1/sandboxsecret`
globalAgent.options.ca = pki.ca

const changes = Array.from({ length: rows }, (_, index) => ({ id: index + 1, fields: { title: `new ${index}` } }))

const ours = () => bitrix24({ webhook, transport: undiciTransport({ ca: pki.ca }), timeout: 600_000 })
const sdk = () => B24Hook.fromWebhookUrl(webhook)

const contestants: Record<string, () => Promise<number>> = {
  async 'read ours'() {
    let read = 0
    for await (const _ of ours().deals.list({ select: ['id', 'title', 'stageId'] })) read++
    return read
  },
  async 'read sdk list'() {
    let read = 0
    const params = { select: ['id', 'title', 'stageId'], entityTypeId: 2 }
    for await (const page of sdk().fetchListMethod('crm.item.list', params, 'id', 'items')) read += page.length
    return read
  },
  async 'read sdk chunks'() {
    const calls = Array.from({ length: Math.ceil(rows / 50) }, (_, page) => [
      'crm.item.list',
      { entityTypeId: 2, select: ['id', 'title', 'stageId'], order: { id: 'ASC' }, start: page * 50 },
    ])
    const answer = await sdk().callBatchByChunk(calls, false)
    return (answer.getData() as unknown as { items: unknown[] }[]).reduce((sum, { items }) => sum + items.length, 0)
  },
  async 'read 2bad'() {
    const { result } = await Bitrix(webhook).deals.list({ select: ['ID', 'TITLE', 'STAGE_ID'] as never })
    return result.length
  },
  async 'update ours'() {
    let done = 0
    for await (const slot of ours().bulk((b24) => b24.deals.update, changes, { size: 50 }))
      done += 'value' in slot ? 1 : 0
    return done
  },
  async 'update sdk chunks'() {
    const calls = changes.map(({ id, fields }) => ['crm.item.update', { entityTypeId: 2, id, fields }])
    const answer = await sdk().callBatchByChunk(calls, false)
    return (answer.getData() as unknown as unknown[]).length
  },
}

const run = contestants[contestant]
if (run === undefined) throw new Error(`no contestant ${contestant}`)
const cpu = process.cpuUsage()
const from = performance.now()
let heap = 0
const watch = setInterval(() => {
  heap = Math.max(heap, process.memoryUsage().heapUsed)
}, 20)
const done = await run()
clearInterval(watch)
const seconds = (performance.now() - from) / 1_000
const { user, system } = process.cpuUsage(cpu)
request({ host: 'localhost', port, path: '/counts', ca: pki.ca }, (response) => {
  let text = ''
  response.on('data', (chunk) => {
    text += chunk
  })
  response.on('end', () => {
    console.log(JSON.stringify({ done, seconds, cpu: (user + system) / 1e6, heap: heap / 1e6, ...JSON.parse(text) }))
    process.exit()
  })
}).end()
