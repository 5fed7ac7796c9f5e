/** A million rows in and out of PostgreSQL, and single rows, beside what one would write by hand on the driver. */
import { postgres } from '@bpmcentr/sql/postgres'
import pg from 'pg'
import Cursor from 'pg-cursor'
import { find, interleave, median, ratio, table } from './measure.ts'

const URL = process.env.BPMCENTR_SQL_POSTGRES ?? 'postgres://root@127.0.0.1:5432/test'
const ROWS = Number(process.env.BENCH_SQL_ROWS ?? 1_000_000)
const ROUNDS = Number(process.env.BENCH_SQL_ROUNDS ?? 3)
const TABLE = 'bpmcentr_bench'
const COLUMNS = ['id', 'code', 'name', 'email', 'qty', 'price', 'active', 'at'] as const

interface Item {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly email: string
  readonly qty: number
  readonly price: string
  readonly active: boolean
  readonly at: string
}

function* items(count: number): Generator<Item> {
  for (let id = 0; id < count; id++) {
    yield {
      id,
      code: `C-${id}`,
      name: `Товар ${id}`,
      email: `buyer${id}@example.com`,
      qty: id % 100,
      price: `${id % 1000}.50`,
      active: id % 2 === 0,
      at: '2026-01-02T03:04:05Z',
    }
  }
}

export async function sql(): Promise<void> {
  const client = new pg.Client(URL)
  try {
    await client.connect()
  } catch {
    console.log('no PostgreSQL answers: set BPMCENTR_SQL_POSTGRES')
    return
  }
  const db = postgres({ url: URL })
  await client.query(`drop table if exists ${TABLE}`)
  await client.query(
    `create unlogged table ${TABLE} (id int primary key, code text, name text, email text, qty int, price numeric(12, 2), active boolean, at timestamptz)`,
  )
  await upserts(db, client)
  await streams(db, client)
  await single(db, client)
  await client.query(`drop table ${TABLE}`)
  await client.end()
  await db.close()
}

type Db = ReturnType<typeof postgres>

/** Half of the rows are there already. */
async function upserts(db: Db, client: pg.Client): Promise<void> {
  const seed = async () => {
    await client.query(`truncate ${TABLE}`)
    await client.query(
      `insert into ${TABLE} (id, qty) select n * 2, 0 from generate_series(0, ${Math.floor(ROWS / 2) - 1}) n`,
    )
    await client.query(`vacuum analyze ${TABLE}`)
  }
  const variants = [
    { name: 'COPY + merge by hand', rows: ROWS, run: () => byHand(client, ROWS) },
    { name: 'upsertMany', rows: ROWS, run: () => db.upsertMany(TABLE, items(ROWS), { key: ['id'] }) },
    { name: 'Kysely, 1,000 a statement', rows: ROWS / 10, run: () => byKysely(db, ROWS / 10) },
    { name: 'row by row', rows: ROWS / 100, run: () => rowByRow(client, ROWS / 100) },
  ]
  const rates = new Map(variants.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, rows, run } of variants) {
      await seed()
      globalThis.gc?.()
      const start = performance.now()
      await run()
      rates.get(name)?.push((rows / (performance.now() - start)) * 1000)
    }
  }
  report(`upsert of ${ROWS} rows`, rates, 'COPY + merge by hand', 'goal: upsertMany ≥ 0.80')
}

/** One COPY into a temporary table, one merge: what a careful person writes. */
async function byHand(client: pg.Client, count: number): Promise<void> {
  await client.query('begin')
  await client.query(`create temporary table stage on commit drop as select * from ${TABLE} with no data`)
  const source = items(count)
  await new Promise<void>((resolve, reject) => {
    const copy = {
      submit: (connection: { query(text: string): void }) => connection.query('copy stage from stdin'),
      handleCopyInResponse(connection: {
        sendCopyFromChunk(chunk: Buffer): void
        endCopyFrom(): void
        stream: { writableNeedDrain: boolean; once(event: string, run: () => void): void }
      }) {
        const pump = (): void => {
          for (;;) {
            let text = ''
            while (text.length < 65_536) {
              const { done, value } = source.next()
              if (done) break
              text += `${value.id}\t${value.code}\t${value.name}\t${value.email}\t${value.qty}\t${value.price}\t${value.active}\t${value.at}\n`
            }
            if (text === '') {
              connection.endCopyFrom()
              return
            }
            connection.sendCopyFromChunk(Buffer.from(text))
            if (connection.stream.writableNeedDrain) {
              connection.stream.once('drain', pump)
              return
            }
          }
        }
        pump()
      },
      handleCommandComplete() {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    }
    client.query(copy as never)
  })
  const changes = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`)
  await client.query(`insert into ${TABLE} select * from stage on conflict (id) do update set ${changes.join(', ')}`)
  await client.query('commit')
}

async function byKysely(db: Db, count: number): Promise<void> {
  const builder = db.kysely<Record<typeof TABLE, Item>>()
  const flush = (rows: Item[]) =>
    builder
      .insertInto(TABLE)
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((excluded) => {
          const of = (column: keyof Item) => excluded.ref(`excluded.${column}` as never)
          return Object.fromEntries(COLUMNS.slice(1).map((column) => [column, of(column)])) as never
        }),
      )
      .execute()
  const batch: Item[] = []
  for (const item of items(count)) {
    batch.push(item)
    if (batch.length === 1_000) await flush(batch.splice(0))
  }
  if (batch.length > 0) await flush(batch)
}

async function rowByRow(client: pg.Client, count: number): Promise<void> {
  const changes = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`)
  const text = `insert into ${TABLE} values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set ${changes.join(', ')}`
  for (const item of items(count))
    await client.query({ name: 'row', text, values: COLUMNS.map((column) => item[column]) })
}

async function streams(db: Db, client: pg.Client): Promise<void> {
  await client.query(`truncate ${TABLE}`)
  await db.insertMany(TABLE, items(ROWS))
  const rates = new Map<string, number[]>([
    ['pg-cursor by hand', []],
    ['db.stream, row by row', []],
    ['db.stream, batches', []],
  ])
  const variants: readonly (() => Promise<number>)[] = [
    async () => {
      const cursor = client.query(new Cursor(`select * from ${TABLE}`))
      let count = 0
      for (let rows = await cursor.read(1_000); rows.length > 0; rows = await cursor.read(1_000)) count += rows.length
      await cursor.close()
      return count
    },
    async () => {
      let count = 0
      for await (const _ of db.stream`select * from bpmcentr_bench`) count++
      return count
    },
    async () => {
      let count = 0
      for await (const rows of db.stream`select * from bpmcentr_bench`.batches()) count += rows.length
      return count
    },
  ]
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, name] of [...rates.keys()].entries()) {
      globalThis.gc?.()
      const start = performance.now()
      const count = (await variants[index]?.()) ?? 0
      if (count !== ROWS) throw new Error(`${name}: ${count} rows`)
      rates.get(name)?.push((ROWS / (performance.now() - start)) * 1000)
    }
  }
  report(`stream of ${ROWS} rows`, rates, 'pg-cursor by hand', 'goal: ≥ 0.85')
}

async function single(db: Db, client: pg.Client): Promise<void> {
  const pool = new pg.Pool({ connectionString: URL })
  const text = `select * from ${TABLE} where id = $1`
  const measured = await interleave(
    [
      { name: 'pg client', run: () => client.query(text, [4711]) },
      { name: 'pg pool', run: () => pool.query(text, [4711]) },
      { name: 'db.query', run: () => db.query`select * from bpmcentr_bench where id = ${4711}` },
    ],
    { rounds: 41, calls: 250, concurrency: 1 },
  )
  await pool.end()
  const rows = [['single row, one at a time', 'µs a call', '× pg pool']]
  for (const entry of measured) {
    const micros = 1_000_000 / median(entry.rates)
    rows.push([entry.name, micros.toFixed(1), (1 / ratio(entry, find(measured, 'pg pool')).median).toFixed(2)])
  }
  console.log(`${table(rows)}\ngoal: db.query ≤ 1.15\n`)
}

function report(title: string, rates: ReadonlyMap<string, readonly number[]>, base: string, goal: string): void {
  const of = (name: string) => ({ name, rates: rates.get(name) ?? [] })
  const rows = [[title, 'rows/s', `× ${base}`, '(min–max)']]
  for (const name of rates.keys()) {
    const { median: middle, min, max } = ratio(of(name), of(base))
    rows.push([
      name,
      Math.round(median(of(name).rates)).toString(),
      middle.toFixed(2),
      `${min.toFixed(2)}–${max.toFixed(2)}`,
    ])
  }
  console.log(`${table(rows)}\n${goal}\n`)
}
