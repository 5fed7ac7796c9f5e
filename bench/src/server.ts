/** A loopback server in a process of its own, so that client and server each have a core. Prints its port. */
import { createServer } from 'node:http'

const small = JSON.stringify({
  id: 22,
  source_id: 1,
  status_id: 4,
  grand_total: 1220.5,
  payment_status: 'paid',
  ordered_at: '2026-05-16 17:00:07',
  created_at: '2026-05-16 17:00:07',
  updated_at: '2026-05-16 17:00:07',
  buyer: { id: 1, full_name: 'Олена Шевченко', email: 'olena@example.com', phone: '+380671112233' },
  products: [{ sku: '001-242', name: 'Чохол', price: 124.5, quantity: 2, comment: 'x'.repeat(160) }],
})

const server = createServer((request, response) => {
  if (request.url?.startsWith('/v1/rows')) return rows(request.url, response)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(small) })
  response.end(small)
})

/** `limit` rows from `page`, up to `total`. */
function rows(url: string, response: import('node:http').ServerResponse): void {
  const query = new URLSearchParams(url.slice(url.indexOf('?')))
  const page = Number(query.get('page'))
  const limit = Number(query.get('limit'))
  const total = Number(query.get('total'))
  const from = (page - 1) * limit
  const data = []
  for (let id = from + 1; id <= Math.min(from + limit, total); id++) {
    data.push(
      `{"id":${id},"name":"row number ${id}","status_id":${id % 9},"grand_total":${id / 2},"note":"${'n'.repeat(80)}"}`,
    )
  }
  const body = `{"data":[${data.join(',')}]}`
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
process.stdin.on('end', () => process.exit())
process.stdin.resume()
