import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oauth2, type TokenSet } from '../../src/auth/index.ts'
import { fileTokenStore } from '../../src/node.ts'
import { VirtualClock } from '../../src/testing/virtualClock.ts'
import { sleep, systemClock } from '../../src/time.ts'
import { FakeContext, wire } from '../auth/fakeServer.ts'
import { tokenServer } from '../auth/tokenServer.ts'

let directory = ''
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'tokens-')), 'store')
})
afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }))

const tokens: TokenSet = { accessToken: 'a', refreshToken: 'r', expiresAt: 5, extra: { member_id: 'm' } }

describe('fileTokenStore', () => {
  it('keeps tokens for the next process, readable by this user only', async () => {
    await fileTokenStore(directory).set('acme', tokens)
    expect(await fileTokenStore(directory).get('acme')).toEqual(tokens)
    const [file = ''] = await readdir(directory)
    expect((await stat(join(directory, file))).mode & 0o777).toBe(0o600)
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
  })

  it('knows nothing of an account it has not seen, or has deleted', async () => {
    const store = fileTokenStore(directory)
    expect(await store.get('acme')).toBeUndefined()
    await store.set('acme', tokens)
    await store.delete?.('acme')
    expect(await store.get('acme')).toBeUndefined()
  })

  it.each([
    ['../../etc/passwd', '..\\..\\etc\\passwd'],
    ['a/b', 'a_b'],
    ['компания', 'компания '],
    ['x'.repeat(500), `${'x'.repeat(499)}y`],
    ['Acme', 'acme'],
  ])('keeps %j and %j apart, inside its directory', async (one, two) => {
    const store = fileTokenStore(directory)
    await store.set(one, { accessToken: 'one' })
    await store.set(two, { accessToken: 'two' })
    expect([(await store.get(one))?.accessToken, (await store.get(two))?.accessToken]).toEqual(['one', 'two'])
    expect(await readdir(directory)).toHaveLength(2)
  })

  it('leaves whole files behind, however many write at once', async () => {
    const store = fileTokenStore(directory)
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.set('acme', { accessToken: `${n}`.repeat(1_000) })))
    expect((await store.get('acme'))?.accessToken).toMatch(/^(\d+?)\1*$/)
    expect(await readdir(directory)).toHaveLength(1)
  })

  it('says that a file is damaged, without quoting it', async () => {
    const store = fileTokenStore(directory)
    await store.set('acme', tokens)
    const [file = ''] = await readdir(directory)
    await writeFile(join(directory, file), '{"accessToken": "sk_live')
    const error: unknown = await store.get('acme').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'token_store' })
    expect(String(error)).not.toContain('sk_live')
  })

  it('lets one run at a time, also across stores, and cleans up', async () => {
    let inside = 0
    let most = 0
    const run = async () => {
      most = Math.max(most, ++inside)
      await sleep(systemClock, 1)
      inside--
    }
    const stores = Array.from({ length: 8 }, () => fileTokenStore(directory))
    await Promise.all(stores.map((store) => store.lock?.('acme', run)))
    expect(most).toBe(1)
    expect(await readdir(directory)).toEqual([])
  })

  it('lets go of the lock when the work fails', async () => {
    const store = fileTokenStore(directory)
    await expect(store.lock?.('acme', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await store.lock?.('acme', async () => 'yes')).toBe('yes')
  })

  it('succeeds a holder that died, once for all that wait', async () => {
    await fileTokenStore(directory).set('acme', tokens)
    const [file = ''] = await readdir(directory)
    const lock = join(directory, `${file}.lock`)
    await writeFile(lock, 'a process that died')
    const past = new Date(Date.now() - 120_000)
    await utimes(lock, past, past)
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await sleep(systemClock, 5)
      inside--
    }
    await Promise.all([0, 1, 2, 3].map(() => fileTokenStore(directory).lock?.('acme', work)))
    expect(most).toBe(1)
    expect(await readdir(directory)).toEqual([file])
  })

  it('leaves a stale lock to the process that is already taking it over', async () => {
    await fileTokenStore(directory).set('acme', tokens)
    const [file = ''] = await readdir(directory)
    const lock = join(directory, `${file}.lock`)
    await writeFile(lock, 'a process that died')
    await writeFile(`${lock}.takeover`, '')
    const past = new Date(Date.now() - 120_000)
    await utimes(lock, past, past)
    const waiting = fileTokenStore(directory, { wait: 0 }).lock?.('acme', async () => 1)
    await expect(waiting).rejects.toMatchObject({ code: 'token_store' })
    expect(await readFile(lock, 'utf8')).toBe('a process that died')
    // Unless that one died as well.
    await utimes(`${lock}.takeover`, past, past)
    expect(await fileTokenStore(directory).lock?.('acme', async () => 'mine')).toBe('mine')
  })

  it('does not remove a lock that was taken over from it', async () => {
    const store = fileTokenStore(directory)
    await store.lock?.('acme', async () => {
      const [lock = ''] = await readdir(directory)
      await writeFile(join(directory, lock), 'the successor')
    })
    const [lock = ''] = await readdir(directory)
    expect(await readFile(join(directory, lock), 'utf8')).toBe('the successor')
  })

  it('shows that it lives while it holds the lock', async () => {
    const clock = new VirtualClock({ start: Date.now() })
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await sleep(clock, 100_000)
      inside--
    }
    const stores = [0, 1].map(() => fileTokenStore(directory, { stale: 60_000, wait: 300_000, clock }))
    await clock.run(Promise.all(stores.map((store) => store.lock?.('acme', work))))
    expect(most).toBe(1)
    expect(clock.pending).toBe(0)
  })

  it('gives up on a holder that lives, and leaves its lock alone', async () => {
    await fileTokenStore(directory).set('acme', tokens)
    const [file = ''] = await readdir(directory)
    await writeFile(join(directory, `${file}.lock`), 'somebody')
    await expect(fileTokenStore(directory, { wait: 0 }).lock?.('acme', async () => 1)).rejects.toMatchObject({
      code: 'token_store',
      retryable: true,
    })
    expect(await readFile(join(directory, `${file}.lock`), 'utf8')).toBe('somebody')
  })

  it('makes clients of several processes refresh once', async () => {
    const server = tokenServer()
    const context = new FakeContext(server.answer)
    const auths = Array.from({ length: 4 }, () =>
      oauth2({
        flow: 'refreshToken',
        tokenUrl: 'https://login.test/token',
        clientId: 'c',
        refreshToken: 'refresh-token-0',
        store: fileTokenStore(directory),
        account: 'acme',
      }),
    )
    const calls = await Promise.all(
      auths.map(async (auth) => {
        const call = wire()
        await auth.apply(call, context)
        return call.headers.authorization
      }),
    )
    expect(new Set(calls)).toEqual(new Set(['Bearer access-token-1']))
    expect(server.issued).toBe(1)
  })
})
