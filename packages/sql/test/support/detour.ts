import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that a test can cut, stop and start: the server itself is left alone. */
export interface Detour {
  readonly port: number
  /** Breaks every connection. New ones are taken. */
  cut(): void
  /** As a server that is down: every connection breaks, and none is taken. */
  stop(): Promise<void>
  start(): Promise<void>
  /** From now on, breaks the connection on which the client sends `text`: before the server sees it, or once it has answered. */
  breakAt(text: string, when: 'before' | 'answered'): void
  close(): Promise<void>
}

export async function detourTo(host: string, port: number): Promise<Detour> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let trap: { readonly text: string; readonly when: 'before' | 'answered' } | undefined
  const server = createServer((client) => {
    const upstream = connect(port, host)
    const pair = [client, upstream] as const
    let answering = false
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      upstream.destroy()
    }
    client.on('data', (data) => {
      if (trap !== undefined && data.includes(trap.text)) {
        if (trap.when === 'before') return end()
        answering = true
        trap = undefined
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (answering) end()
      else client.write(data)
    })
    for (const socket of pair) {
      socket.on('error', end)
      socket.on('close', end)
    }
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  const cut = () => {
    for (const [client, upstream] of pairs) {
      client.resetAndDestroy()
      upstream.destroy()
    }
    pairs.clear()
  }
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    cut()
    await closed
  }
  return {
    port: own,
    cut,
    stop,
    start: () => listen(own),
    breakAt(text, when) {
      trap = { text, when }
    },
    close: async () => {
      if (server.listening) await stop()
    },
  }
}
