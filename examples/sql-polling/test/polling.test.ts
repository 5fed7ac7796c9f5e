import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@bpmcentr/core/testing'
import { keycrmSandbox } from '@bpmcentr/keycrm/testing'
import { expect, it } from 'vitest'
import { openDatabase, prepare } from '../src/database.ts'

const ROWS = 60

/** Runs the program, killing it once it has handed over `killAfter` rows. @returns the rows it told of */
function program(file: string, baseUrl: string, killAfter = Number.POSITIVE_INFINITY): Promise<number[]> {
  const path = fileURLToPath(new URL('child.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@bpmcentr/source', path, file, baseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  })
  const seen: number[] = []
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      seen.push(...text.toString().trim().split('\n').map(Number))
      if (seen.length >= killAfter) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(seen)
      else reject(new Error(`the program ended with ${code}`))
    })
  })
}

it('makes one order of each row, through kills, lost answers and later changes', { timeout: 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sql-polling-'))
  const file = join(directory, 'shop.sqlite')
  const box = keycrmSandbox({ keys: ['sandbox-key'], orders: 0 })
  const server = await serve(box)
  try {
    const db = openDatabase(undefined, file)
    await prepare(db)
    const row = (id: number, version: number, comment: string | null = null) => ({
      id,
      customer: `Покупець ${id}`,
      sku: '001-242',
      quantity: 1,
      comment,
      version,
    })
    await db.upsertMany(
      'shop_orders',
      Array.from({ length: ROWS }, (_, index) => row(index + 1, index + 1)),
      { key: ['id'] },
    )

    // KeyCRM makes the order and the answer is lost, now and then.
    box.fail({ with: 'resetAfter', when: { method: 'POST', path: '/order' }, after: 5, times: 2 })
    const first = await program(file, server.baseUrl, 15)
    const second = await program(file, server.baseUrl, 20)
    expect(first.length).toBeLessThan(ROWS)
    expect(second[0]).toBeGreaterThan(first.length - 1)

    await db.upsertMany('shop_orders', [row(3, ROWS + 1, 'call first'), row(ROWS + 1, ROWS + 2)], { key: ['id'] })
    await program(file, server.baseUrl)
    expect(await program(file, server.baseUrl)).toEqual([])

    const made = [...box.state.orders].map((order) => order.source_uuid).sort()
    expect(made).toEqual(Array.from({ length: ROWS + 1 }, (_, index) => `shop-${index + 1}`).sort())
    const changed = [...box.state.orders].filter((order) => order.manager_comment === 'call first')
    expect(changed.map((order) => order.source_uuid)).toEqual(['shop-3'])
    await db.close()
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
