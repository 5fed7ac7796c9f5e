import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes the file as a whole or not at all, and leaves an equal one alone, so that watchers stay quiet. */
export async function writeFileWhole(path: string, text: string): Promise<void> {
  if (await sameAsFile(path, text)) return
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${crypto.randomUUID()}.tmp`
  try {
    await writeFile(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

export async function sameAsFile(path: string, text: string): Promise<boolean> {
  try {
    return (await readFile(path, 'utf8')) === text
  } catch {
    return false
  }
}
