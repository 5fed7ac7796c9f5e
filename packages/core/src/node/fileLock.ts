import { randomUUID } from 'node:crypto'
import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { ConnectorError } from '../errors/ConnectorError.ts'
import { type Clock, sleep, systemClock } from '../time.ts'

const POLL = 50

export interface FileLockOptions {
  /** Milliseconds to wait for the lock. Default 120,000. */
  readonly wait?: number | undefined
  /** Milliseconds after which a lock that shows no sign of life is taken over. Default 60,000. */
  readonly stale?: number | undefined
  readonly clock?: Clock | undefined
}

/**
 * Runs while holding a lock file. A holder shows that it lives by touching the file; one that died is succeeded.
 *
 * @throws ConnectorError with code `token_store` when the lock stays taken.
 */
export async function withFileLock<T>(file: string, run: () => Promise<T>, options: FileLockOptions = {}): Promise<T> {
  const { clock = systemClock, wait = 120_000, stale = 60_000 } = options
  const mark = randomUUID()
  const until = clock.now() + wait
  while (!(await create(file, mark))) {
    if ((await isStale(file, stale, clock)) && (await removeStale(file, stale, clock))) continue
    if (clock.now() >= until) {
      throw new ConnectorError('Another process holds the lock of the token store for too long', {
        code: 'token_store',
        retryable: true,
      })
    }
    await sleep(clock, POLL)
  }
  const stop = keepAlive(file, stale, clock)
  try {
    return await run()
  } finally {
    stop()
    // Not if it was taken over meanwhile: then it is somebody else's.
    if ((await readFile(file, 'utf8').catch(() => '')) === mark) await rm(file, { force: true })
  }
}

async function create(file: string, mark: string): Promise<boolean> {
  try {
    // `wx` is O_EXCL: of several processes one gets it.
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(mark)
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function isStale(file: string, stale: number, clock: Clock): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  return found !== undefined && clock.now() - found.mtimeMs > stale
}

/**
 * Under a lock of its own: otherwise one process could remove what another has just made in place of the stale one.
 * Resolves to false while another process is at it.
 */
async function removeStale(file: string, stale: number, clock: Clock): Promise<boolean> {
  const guard = `${file}.takeover`
  if (!(await create(guard, ''))) {
    if (await isStale(guard, stale, clock)) await rm(guard, { force: true })
    return false
  }
  try {
    if (await isStale(file, stale, clock)) await rm(file, { force: true })
    return true
  } finally {
    await rm(guard, { force: true })
  }
}

function keepAlive(file: string, stale: number, clock: Clock): () => void {
  let cancel = () => {}
  const touch = () => {
    const now = new Date(clock.now())
    utimes(file, now, now).catch(() => undefined)
    cancel = clock.schedule(stale / 3, touch)
  }
  cancel = clock.schedule(stale / 3, touch)
  return () => cancel()
}
