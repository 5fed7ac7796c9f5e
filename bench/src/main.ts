/** `pnpm bench` runs all; `pnpm bench percall frame` some. Needs the build, and prints ratios of one and the same run. */
import { bitrix24 } from './bitrix24.ts'
import { frame } from './frame.ts'
import { imports } from './imports.ts'
import { limiter } from './limiter.ts'
import { memory } from './memory.ts'
import { odata } from './odata.ts'
import { odataClient } from './odataClient.ts'
import { percall } from './percall.ts'
import { sql } from './sql.ts'

const parts: Record<string, () => Promise<void>> = {
  frame,
  percall,
  memory,
  limiter,
  imports,
  odata,
  odataClient,
  sql,
  bitrix24,
}
const wanted = process.argv.slice(2)
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n## ${name}\n`)
  await run()
}
