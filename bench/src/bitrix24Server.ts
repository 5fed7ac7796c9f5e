/** A Bitrix24 portal with its documented limits behind TLS, in a process of its own. Prints its port. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { bitrix24Sandbox, itemRows } from '@bpmcentr/bitrix24/testing'
import { pki } from './pki.ts'

const box = bitrix24Sandbox({ deals: itemRows(2, Number(process.argv[2])), limits: true, keep: 1, cost: () => 0.001 })
const { origin } = new URL(box.baseUrl)
let requests = 0
let refused = 0

const server = createServer(
  { key: pki.serverKey, cert: pki.serverCert, keepAliveTimeout: 60_000 },
  (request, response) => {
    if (request.url === '/counts') {
      response.end(JSON.stringify({ requests, refused }))
      return
    }
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', async () => {
      const headers = request.headers as Record<string, string>
      const outcome = await box.exchange({
        method: request.method ?? 'GET',
        origin,
        target: request.url ?? '/',
        headers,
        body,
      })
      if (outcome.type !== 'answer') throw new Error(outcome.type)
      requests++
      if (outcome.status === 503) refused++
      response.writeHead(outcome.status, outcome.headers as Record<string, string>).end(outcome.body)
    })
  },
)
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
process.stdin.on('end', () => process.exit()).resume()
