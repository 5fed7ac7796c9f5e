import { memoryTokenStore, receiver, signTestEvent, verifyEvent } from '@bpmcentr/core'
import { sandboxTransport, VirtualClock } from '@bpmcentr/core/testing'
import { describe, expect, it } from 'vitest'
import { bitrix24, offlineEvents } from '../src/index.ts'
import { bitrix24Sandbox, SANDBOX_APP } from '../src/testing.ts'

const TOKEN = '51856fefc120afa4b628cc82d3935cce'
const BODY =
  'event=ONCRMDEALADD&event_handler_id=185&data%5BFIELDS%5D%5BID%5D=7405&ts=1766047124&auth%5Bdomain%5D=some-domain.bitrix24.com&auth%5Bclient_endpoint%5D=https%3A%2F%2Fsome-domain.bitrix24.com%2Frest%2F&auth%5Bmember_id%5D=d897063e1ce7c5eb9f04b9751eef5915&auth%5Bapplication_token%5D='

function delivery(body: string): Request {
  return new Request('https://app.example/bitrix24', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  })
}

describe('an event', () => {
  it('is read as Bitrix24 sends it, without its token', async () => {
    const {
      events: [event],
    } = await verifyEvent(bitrix24.webhooks, delivery(BODY + TOKEN), { secrets: TOKEN })
    expect(event).toMatchObject({
      type: 'ONCRMDEALADD',
      timestamp: 1_766_047_124_000,
      data: { data: { FIELDS: { ID: '7405' } }, auth: { domain: 'some-domain.bitrix24.com' } },
    })
    expect(JSON.stringify(event)).not.toContain(TOKEN)
  })

  it.each([
    ['another token', BODY + TOKEN.replace('5', '6')],
    ['no token', BODY],
    ['a list of tokens', `${BODY.replace(/token%5D=$/, 'token%5D%5B%5D=')}${TOKEN}`],
    ['nothing', ''],
  ])('is refused with %s', async (_name, body) => {
    await expect(verifyEvent(bitrix24.webhooks, delivery(body), { secrets: TOKEN })).rejects.toThrow()
  })

  it('reaches its handler, and reaches no prototype', async () => {
    const seen: unknown[] = []
    const handle = receiver(bitrix24.webhooks, {
      secrets: TOKEN,
      on: { ONCRMDEALADD: ({ data }) => void seen.push(data.data) },
    })
    const signed = await signTestEvent(bitrix24.webhooks, {
      url: 'https://app.example/bitrix24',
      secret: TOKEN,
      type: 'ONCRMDEALADD',
      data: { data: { FIELDS: { ID: 7 } }, auth: { domain: 'acme.bitrix24.com' } },
    } as never)
    expect((await handle(signed)).status).toBe(200)
    expect(seen).toEqual([{ FIELDS: { ID: '7' } }])
    await handle(delivery(`${BODY}${TOKEN}&data%5B__proto__%5D%5Bpolluted%5D=1&__proto__%5Bpolluted%5D=1`))
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })
})

function application() {
  const clock = new VirtualClock()
  const box = bitrix24Sandbox({ clock })
  const { access_token: accessToken, refresh_token: refreshToken } = box.auth.issue()
  const { memberId, ...app } = SANDBOX_APP
  const store = memoryTokenStore({ [memberId]: { accessToken, refreshToken } })
  const b24 = bitrix24({
    portal: 'acme.bitrix24.com',
    app: { ...app, memberId, store },
    transport: sandboxTransport(box),
    clock,
  })
  return { box, b24, clock, run: <T>(call: PromiseLike<T>) => clock.run(call) }
}

describe('the offline queue', () => {
  it('is emptied event by event, confirmed once they were handled', async () => {
    const { box, b24, run } = application()
    const seen: string[] = []
    await run(
      (async () => {
        for await (const event of offlineEvents(b24, { poll: false })) {
          expect(box.state.offline.size, 'nothing is deleted before it was handled').toBe(3)
          seen.push(event.MESSAGE_ID ?? '')
        }
      })(),
    )
    expect(seen).toEqual(['m1', 'm2', 'm3'])
    expect(box.state.offline.size).toBe(0)
  })

  it('keeps the event in hand and those after it when the loop fails', async () => {
    const { box, b24, run } = application()
    const failing = (async () => {
      for await (const event of offlineEvents(b24, { poll: false })) {
        if (event.MESSAGE_ID === 'm2') throw new Error('the handler failed')
      }
    })()
    await expect(run(failing)).rejects.toThrow('the handler failed')
    expect(box.state.offline.rows.map((row) => row.MESSAGE_ID)).toEqual(['m2', 'm3'])
  })

  it('is looked at again while it is empty', async () => {
    const { box, b24, clock, run } = application()
    for (const { ID } of [...box.state.offline]) box.state.offline.delete(String(ID))
    const next = offlineEvents(b24, { poll: 5_000, clock }).next()
    await clock.advance(12_000)
    box.state.offline.insert({ EVENT_NAME: 'ONCRMDEALUPDATE', MESSAGE_ID: 'm9', PROCESS_ID: '' })
    expect((await run(next)).value).toMatchObject({ MESSAGE_ID: 'm9' })
    expect(box.requests.filter((request) => request.path.includes('offline.get'))).toHaveLength(4)
  })
})
