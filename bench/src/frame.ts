/** What the pipeline itself costs: the whole of it over a transport that answers at once. */
import type { Transport } from '@bpmcentr/core'
import { interleave, median, table } from './measure.ts'
import { shopClient } from './shop.ts'

const body = JSON.stringify({
  id: 22,
  status_id: 4,
  grand_total: 1220.5,
  payment_status: 'paid',
  buyer: { id: 1, full_name: 'Олена' },
})

const stub: Transport = {
  name: 'stub',
  send: async () => ({
    status: 200,
    header: (name) => (name === 'content-type' ? 'application/json' : null),
    headers: () => [],
    text: async () => body,
    bytes: async () => new Uint8Array(),
    stream: () => new ReadableStream(),
    discard: async () => {},
  }),
}

export async function frame(): Promise<void> {
  const client = shopClient('http://127.0.0.1', { transport: stub })
  const request = { method: 'GET', url: '', headers: {}, body: undefined, signal: undefined, maxBytes: 0 }
  const measured = await interleave(
    [
      { name: 'transport and JSON.parse alone', run: async () => JSON.parse(await (await stub.send(request)).text()) },
      { name: 'whole pipeline', run: () => client.orders.get({ id: 22 }) },
    ],
    { rounds: 9, calls: 50_000, concurrency: 1 },
  )
  const micros = measured.map(({ rates }) => 1_000_000 / median(rates))
  console.log(
    table([
      ['frame', 'µs a call'],
      ...measured.map(({ name }, index) => [name, (micros[index] ?? Number.NaN).toFixed(1)]),
      ['the frame (goal ≤ 15)', ((micros[1] ?? Number.NaN) - (micros[0] ?? Number.NaN)).toFixed(1)],
    ]),
  )
  await client.close()
}
