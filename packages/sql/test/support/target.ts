import { connect } from 'node:net'
import type { Database, DatabaseOptions, DialectName, ServerOptions, Sql } from '../../src/index.ts'

/** A database that the conformance suite runs on. */
export interface Target {
  readonly name: string
  readonly dialect: DialectName
  open(options?: DatabaseOptions & Partial<ServerOptions>): Database
  /** Where it listens; undefined for what lives inside the process. */
  readonly server: { readonly host: string; readonly port: number } | undefined
  readonly types: {
    readonly text: string
    readonly key: string
    readonly decimal: string
    readonly bytes: string
    readonly bigint: string
    readonly time: string
  }
  /** Something that takes minutes. */
  readonly slow: Sql | undefined
  /** Whether several connections work at once. */
  readonly parallel: boolean
  /** A password is asked for. */
  readonly authenticates: boolean
  readonly lockTimeout: Sql | undefined
  /** Characters of the largest value that is tried. */
  readonly largest: number
}

export async function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })
}

/** Whether a server's tests run. Says so when they do not; throws when BPMCENTR_SQL_REQUIRED names what is not there. */
export async function present(name: string, url: string | undefined): Promise<boolean> {
  const { hostname, port } = new URL(url ?? 'none://')
  const there = url !== undefined && (await reachable(hostname, Number(port)))
  if (there) return true
  const required = (process.env.BPMCENTR_SQL_REQUIRED ?? '').split(',').map((entry) => entry.trim())
  const variable = `BPMCENTR_SQL_${name.toUpperCase()}`
  if (required.includes(name)) throw new Error(`no ${name} answers (${variable}), but BPMCENTR_SQL_REQUIRED names it`)
  console.warn(`\n  NOT RUN: the conformance suite on ${name}: no server answers. Set ${variable} to the URL of one.\n`)
  return false
}
