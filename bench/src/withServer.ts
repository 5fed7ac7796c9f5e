import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs `work` against the loopback server, and ends the server afterwards. */
export async function withServer<T>(work: (origin: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [fileURLToPath(new URL('server.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer]
    return await work(`http://127.0.0.1:${port.toString().trim()}`)
  } finally {
    server.stdin.end()
    await once(server, 'exit')
  }
}
