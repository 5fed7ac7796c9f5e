import { type Clock, sleep, systemClock } from '@bpmcentr/core'
import type { ConfirmEvents, OfflineEvent, TakeEvents, TakenEvents } from './events.ts'

interface Queue {
  readonly events: {
    readonly offline: {
      take(input: TakeEvents, options?: { readonly signal?: AbortSignal | undefined }): Promise<TakenEvents>
      clear(input: ConfirmEvents): Promise<true>
    }
  }
}

export interface OfflineOptions extends TakeEvents {
  /** Milliseconds between looks at an empty queue. Default 10,000; `false` ends when the queue is empty. */
  readonly poll?: number | false | undefined
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock | undefined
}

/**
 * The offline queue as an endless iterator that loses nothing: events are reserved, handed out one by one, and deleted from the
 * queue, up to 50 in one request, once the loop has asked for the next one, which says that the one before was handled. When the
 * loop is left or throws, the event in hand and the rest stay reserved at Bitrix24, up to 30 days; `events.offline.peek` shows them.
 *
 * Each reservation belongs to one reader, so several may run side by side. An event may come twice when the process ended before it was
 * confirmed.
 *
 * @example
 * for await (const event of offlineEvents(b24)) await handle(event.EVENT_NAME, event.EVENT_DATA)
 */
export async function* offlineEvents(
  b24: Queue,
  options: OfflineOptions = {},
): AsyncGenerator<OfflineEvent, void, undefined> {
  const { poll = 10_000, signal, clock = systemClock, ...take } = options
  const { offline } = b24.events
  for (;;) {
    const { process_id: process, events } = await offline.take({ limit: 50, ...take }, { signal })
    const handled: string[] = []
    try {
      for (const event of events) {
        yield event
        if (typeof event.MESSAGE_ID === 'string') handled.push(event.MESSAGE_ID)
      }
    } finally {
      // Also when the loop is left: what was handled must not come again, and without the signal that may have ended it.
      if (typeof process === 'string' && handled.length > 0) {
        await offline.clear({ process_id: process, message_id: handled })
      }
    }
    if (events.length > 0) continue
    if (poll === false) return
    await sleep(clock, poll, signal)
  }
}
