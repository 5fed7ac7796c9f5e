import { frame } from './frame.ts'
import { limiter } from './limiter.ts'
import { percall } from './percall.ts'

const parts: Record<string, () => Promise<void>> = { frame, limiter, percall }
const wanted = process.argv.slice(2)
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n## ${name}\n`)
  await run()
}
