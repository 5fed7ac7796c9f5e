import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TokenSet, TokenStore } from '../auth/tokenStore.ts'
import { ConnectorError } from '../errors/ConnectorError.ts'
import { type FileLockOptions, withFileLock } from './fileLock.ts'

export type FileTokenStoreOptions = FileLockOptions

/**
 * Keeps each account's tokens in a file of its own in `directory`, readable by this user only. Writing is atomic: a crash
 * leaves the old tokens or the new ones. Processes on one machine that share the directory refresh one after the other.
 *
 * @throws ConnectorError from a call, with code `token_store`, when a file holds no tokens or the lock stays taken.
 */
export function fileTokenStore(directory: string, options: FileTokenStoreOptions = {}): TokenStore {
  const fileOf = (account: string) => join(directory, fileName(account))
  const prepare = () => mkdir(directory, { recursive: true, mode: 0o700 })
  return {
    get: (account) => readTokens(fileOf(account)),
    async set(account, tokens) {
      await prepare()
      await writeAtomically(fileOf(account), JSON.stringify(tokens))
    },
    delete: (account) => rm(fileOf(account), { force: true }),
    async lock(account, run) {
      await prepare()
      return withFileLock(`${fileOf(account)}.lock`, run, options)
    },
  }
}

/** Readable, safe in every file system, and different for different accounts. */
function fileName(account: string): string {
  const readable = account.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 40)
  return `${readable}-${createHash('sha256').update(account).digest('hex').slice(0, 16)}.json`
}

async function readTokens(file: string): Promise<TokenSet | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const tokens = parse(text)
  if (tokens !== undefined) return tokens
  // The text is not kept as a cause: it may hold tokens.
  throw new ConnectorError('A file of the token store is damaged. Delete it and authorise the account again', {
    code: 'token_store',
  })
}

function parse(text: string): TokenSet | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isTokens =
      typeof value === 'object' && value !== null && 'accessToken' in value && typeof value.accessToken === 'string'
    return isTokens ? (value as TokenSet) : undefined
  } catch {
    return undefined
  }
}

async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
}
