import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** SAP CAP is not part of every installation of this repository. */
export function capInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@sap/cds')
    return true
  } catch {
    return false
  }
}

/** A CAP server with an OData V2 adapter, in a process of its own: it cannot be started twice in one. */
export async function startCap(): Promise<{ url: string; stop(): Promise<void> }> {
  const cwd = fileURLToPath(new URL('../fixture', import.meta.url))
  const child = spawn(process.execPath, ['cap.js'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no server in time\n${output}`)), 60_000)
    const read = (data: Buffer) => {
      output += data
      const found = /^http:\/\/127\.0\.0\.1:\d+$/m.exec(output)
      if (found === null) return
      clearTimeout(timer)
      resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', (data: Buffer) => {
      output += data
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}\n${output}`)))
  })
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
