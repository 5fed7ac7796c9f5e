import { InvalidRequestError } from '@bpmcentr/core'
import type { BeginOptions, Result, Session } from '../driver/types.ts'
import { multiRowWriter } from './bulk.ts'
import { connected, type Header, type MysqlModule, send, sendText } from './connection.ts'
import { rowStream } from './rowStream.ts'

const MEGABYTE = 1024 * 1024

export async function openSession(module: MysqlModule, config: object): Promise<Session> {
  const connection = await connected(module, config)
  let broken = false
  connection.on('error', () => {
    broken = true
  })
  connection.on('end', () => {
    broken = true
  })
  await sendText(connection, "set time_zone = '+00:00'")
  const [limits] = (await sendText(connection, 'select @@max_allowed_packet as packet')) as { packet: number }[]
  const packet = Number(limits?.packet ?? 16 * MEGABYTE)

  const query = async (text: string, values: readonly unknown[]): Promise<Result> => {
    checkSize(values, packet)
    const answer = await send(connection, text, values)
    if (Array.isArray(answer)) return { rows: answer, affected: 0 }
    const { affectedRows, insertId } = answer as Header
    return { rows: [], affected: affectedRows, ...(Number(insertId) === 0 ? {} : { insertId }) }
  }
  const cancel = async () => {
    const other = await connected(module, config)
    try {
      await sendText(other, `kill query ${connection.threadId}`)
    } finally {
      other.destroy()
    }
  }

  return {
    query,
    stream: (text, values, batch) => rowStream(connection, text, values, batch, cancel),
    async begin({ isolation, readOnly }: BeginOptions) {
      const level = isolation === 'snapshot' ? 'repeatable read' : isolation
      if (level !== undefined) await sendText(connection, `set transaction isolation level ${level}`)
      await sendText(connection, readOnly ? 'start transaction read only' : 'start transaction')
    },
    async commit() {
      await sendText(connection, 'commit')
      return true
    },
    async rollback() {
      await sendText(connection, 'rollback')
    },
    cancel,
    get broken() {
      return broken
    },
    destroy() {
      broken = true
      connection.destroy()
    },
    bulk: async (plan) => multiRowWriter(query, plan),
  }
}

/** The server answers a larger one by cutting the connection, which would leave the outcome unknown. */
function checkSize(values: readonly unknown[], packet: number): void {
  let bytes = 0
  for (const value of values) {
    if (typeof value === 'string') bytes += value.length > MEGABYTE ? Buffer.byteLength(value) : value.length
    else if (Buffer.isBuffer(value)) bytes += value.length
  }
  if (bytes < packet) return
  throw new InvalidRequestError(
    `the values have ${bytes} bytes, but the server takes ${packet} at most (max_allowed_packet); nothing was sent`,
    { code: 'too_large', sent: 'no' },
  )
}
