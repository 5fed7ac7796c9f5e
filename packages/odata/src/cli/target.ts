import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes the file as a whole or not at all, and leaves an equal one alone, so that watchers stay quiet. */
export async function writeFileWhole(path: string, chunks: () => Iterable<string>): Promise<void> {
  if (await sameAsFile(path, chunks())) return
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${crypto.randomUUID()}.tmp`
  try {
    await writeFile(draft, chunks())
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Compares with what the file holds, stopping at the first difference. */
export async function sameAsFile(path: string, chunks: Iterable<string>): Promise<boolean> {
  const wanted = chunks[Symbol.iterator]()
  let rest = ''
  try {
    for await (const piece of createReadStream(path, 'utf8') as AsyncIterable<string>) {
      while (rest.length < piece.length) {
        const next = wanted.next()
        if (next.done === true) return false
        rest += next.value
      }
      if (!rest.startsWith(piece)) return false
      rest = rest.slice(piece.length)
    }
  } catch {
    return false
  }
  return rest === '' && wanted.next().done === true
}
