import type { Database } from '@bpmcentr/sql'
import { postgres } from '@bpmcentr/sql/postgres'
import { sqlite } from '@bpmcentr/sql/sqlite'

/** PostgreSQL where a URL is given, else a file. */
export function openDatabase(url: string | undefined, file: string): Database {
  return url === undefined ? sqlite({ file }) : postgres({ url })
}

/** The tables of a shop, as they may have been for years, and one row for the poll. */
export async function prepare(db: Database): Promise<void> {
  await db.execute`create table if not exists shop_orders (id int primary key, customer varchar(200) not null, sku varchar(50) not null, quantity int not null, comment varchar(500), version int not null)`
  await db.execute`create index if not exists shop_orders_version on shop_orders (version, id)`
  await db.execute`create table if not exists poll_positions (name varchar(50) primary key, position varchar(4000) not null)`
}

export interface ShopOrder {
  readonly id: number
  readonly customer: string
  readonly sku: string
  readonly quantity: number
  readonly comment: string | null
  /** Grows with every change in the table. */
  readonly version: number
}
