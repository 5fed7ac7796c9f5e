import { type CallOptions, InputError } from '@bpmcentr/core'
import { type Change, readFeed } from './feed.ts'
import { isGuid } from './keys.ts'
import type { Base } from './service.ts'

/** Which packet of which node. */
export interface Packet {
  /** Name of the exchange plan, without `ExchangePlan_`. */
  readonly plan: string
  /** Reference of the node that stands for us. */
  readonly node: string
  /** Number of the message. Default: the one after the last the node has received. */
  readonly messageNo?: number | string | undefined
}

export interface ChangesOptions extends Packet {
  /** `false`: nothing is confirmed; call `confirm()` when everything is safe. Default true. */
  readonly confirm?: boolean | undefined
}

/** What has changed for a node since its last confirmed message: read once by `for await`. */
export interface Changes extends AsyncIterable<Change> {
  /** The message's number, once it is known: as soon as the reading has begun. */
  readonly messageNo: string | undefined
  /** Tells 1C that the packet was taken, once it was read to its end. 1C then forgets these changes. */
  confirm(options?: CallOptions): Promise<void>
}

/** A packet may take as long as 1C needs to write it. */
const TIMEOUT = 900_000
const MAX_BYTES = 4 * 1024 ** 3

export function changes(base: Base, { confirm = true, ...packet }: ChangesOptions, options?: CallOptions): Changes {
  let messageNo: string | undefined
  let complete = false
  const read = async function* () {
    complete = false
    messageNo = await numberOf(base, packet, options)
    const number = messageNo
    const body = await base.client.request<ReadableStream<Uint8Array>>(
      {
        method: 'POST',
        path: `${base.root}SelectChanges`,
        query: exchange(base, packet, number),
        headers: { accept: 'application/atom+xml' },
        expect: 'stream',
        maxBytes: MAX_BYTES,
        // The same changes come again until they are confirmed.
        kind: 'read',
      },
      { timeout: TIMEOUT, ...options },
    )
    yield* readFeed(body, base.model)
    complete = true
    // Only here has everything been taken: whoever leaves the loop, or fails in it, never gets to this line.
    if (confirm) await confirmChanges(base, { ...packet, messageNo: number }, options)
  }
  return {
    get messageNo() {
      return messageNo
    },
    [Symbol.asyncIterator]: read,
    async confirm(call) {
      if (!complete || messageNo === undefined) {
        throw new InputError('confirm: the packet has not been read to its end; 1C would forget the rest')
      }
      await confirmChanges(base, { ...packet, messageNo }, call ?? options)
    },
  }
}

/** `NotifyChangesReceived`. Confirming the same message twice is confirming it once. */
export async function confirmChanges(base: Base, packet: Packet, options?: CallOptions): Promise<void> {
  const number = await numberOf(base, packet, options)
  await base.client.request(
    {
      method: 'POST',
      path: `${base.root}NotifyChangesReceived`,
      query: exchange(base, packet, number),
      expect: 'text',
      kind: 'update',
    },
    options,
  )
}

async function numberOf(base: Base, { plan, node, messageNo }: Packet, options?: CallOptions): Promise<string> {
  if (!isGuid(node)) throw new InputError('node: expected the reference of a node')
  const given =
    messageNo === undefined
      ? String(BigInt((await nodeOf(base, plan, node, options)).ReceivedNo ?? 0) + 1n)
      : String(messageNo)
  if (!/^\d{1,18}$/.test(given)) throw new InputError('messageNo: expected a whole number')
  return given
}

async function nodeOf(base: Base, plan: string, node: string, options: CallOptions | undefined) {
  const path = `${base.root}${encodeURIComponent(`ExchangePlan_${plan}`)}(guid'${node}')`
  return base.client.request<{ readonly ReceivedNo?: string | number }>(
    { method: 'GET', path, headers: { accept: 'application/json;odata=nometadata' } },
    options,
  )
}

function exchange({ root }: Base, { plan, node }: Packet, messageNo: string): string {
  const point = `'${root}ExchangePlan_${plan}(guid'${node}')'`
  return `DataExchangePoint=${encodeURIComponent(point)}&MessageNo=${messageNo}`
}
