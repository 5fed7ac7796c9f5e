import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Public documents and vectors that lie beside the repository on development machines; tests skip without them. */
export function beside(path: string): { readonly path: string; readonly missing: boolean } {
  const found = fileURLToPath(new URL(`../../../../../shared/reference/${path}`, import.meta.url))
  return { path: found, missing: !existsSync(found) }
}
