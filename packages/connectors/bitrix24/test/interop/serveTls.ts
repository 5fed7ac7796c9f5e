import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '@bpmcentr/core/testing'
import { pki } from './pki.ts'

/** The portal behind TLS on this machine, for clients that accept no other address. Tests trust the authority by `pki.ca`. */
export async function serveTls(box: Sandbox): Promise<{ readonly host: string } & AsyncDisposable> {
  const server = createServer({ key: pki.serverKey, cert: pki.serverCert }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void box
        .handle(
          new Request(`${box.baseUrl}${request.url ?? '/'}`, {
            method: request.method ?? 'GET',
            headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
            ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
          }),
        )
        .then(async (answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers))
          response.end(Buffer.from(await answer.arrayBuffer()))
        })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
