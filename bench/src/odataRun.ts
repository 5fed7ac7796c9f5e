/** One run in a process of its own: `odataRun.ts <what> <document> <output> [names]`. Prints its figures as JSON. */
import { createReadStream, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generateTypes, parseMetadata } from '@bpmcentr/odata/metadata'
import { XMLParser } from 'fast-xml-parser'

const [what, document = '', output = '', ...include] = process.argv.slice(2)
const MODEL = fileURLToPath(new URL('../../packages/odata/src/model.ts', import.meta.url))
const start = performance.now()
if (what === 'generate') {
  const { chunks } = generateTypes(await parseMetadata(createReadStream(document)), { include, from: MODEL })
  await writeFile(output, chunks())
} else {
  new XMLParser({ ignoreAttributes: false }).parse(readFileSync(document, 'utf8'))
}
const ms = performance.now() - start
console.log(JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024 }))
