import { AuthenticationError } from '../../errors/AuthenticationError.ts'
import { ConnectorError } from '../../errors/ConnectorError.ts'
import type { TokenSet, TokenStore } from '../tokenStore.ts'
import type { AuthContext } from '../types.ts'
import { waitFor } from '../waitFor.ts'
import { type AccountState, accountState, sweepAccounts } from './accountState.ts'
import { canRenew, grantKey, grantTokens, isRefusal } from './grant.ts'
import type { OAuth2Options } from './options.ts'
import type { TokenContext } from './tokenEndpoint.ts'

const DEFAULT_AHEAD = 60_000
const DEFAULT_COOLDOWN = 60_000

/** Gets tokens that work, with one request however many calls wait for them. */
export class Renewal {
  readonly #options: OAuth2Options
  readonly #store: TokenStore
  readonly #account: string

  constructor(options: OAuth2Options, store: TokenStore, account: string) {
    this.#options = options
    this.#store = store
    this.#account = account
  }

  /** Whether it is time for new tokens, though these may still work. */
  isDue(tokens: TokenSet, now: number): boolean {
    const { refreshAhead = DEFAULT_AHEAD } = this.#options
    if (refreshAhead === false || tokens.expiresAt === undefined) return false
    // A token that lives shorter than the margin would otherwise be renewed for every call.
    const lifetime = tokens.expiresAt - (tokens.obtainedAt ?? tokens.expiresAt - 2 * refreshAhead)
    return now >= tokens.expiresAt - Math.min(refreshAhead, lifetime / 2) && canRenew(this.#options, tokens)
  }

  /**
   * Tokens other than `used`, which was refused; any that are not due when `used` is undefined. `known` is what the
   * client has, in case the store lost it.
   */
  async obtain(context: AuthContext, known: TokenSet | undefined, used: string | undefined): Promise<TokenSet> {
    const tokens = await waitFor(this.#join(context, known, used), context.signal)
    // The flight may have been started by a call that did not know that this token is refused.
    return tokens.accessToken === used ? waitFor(this.#join(context, known, used), context.signal) : tokens
  }

  #join(context: AuthContext, known: TokenSet | undefined, used: string | undefined): Promise<TokenSet> {
    const state = accountState(this.#store, this.#account)
    // The first caller's signal has no part in it: others wait for the same flight.
    state.flight ??= this.#acquire(context, state, known, used).finally(() => {
      state.flight = undefined
      sweepAccounts(this.#store, context.clock.now())
    })
    return state.flight
  }

  async #acquire(
    context: TokenContext,
    state: AccountState,
    known: TokenSet | undefined,
    used: string | undefined,
  ): Promise<TokenSet> {
    // Before the lock: most processes start with good tokens and need not queue for it.
    const stored = await this.#load()
    if (state.unsaved === undefined && this.#works(stored, state, used, context)) return stored
    const run = () => this.#renew(context, state, known, used)
    return this.#store.lock === undefined ? run() : this.#store.lock(this.#account, run)
  }

  async #renew(
    context: TokenContext,
    state: AccountState,
    known: TokenSet | undefined,
    used: string | undefined,
  ): Promise<TokenSet> {
    if (state.unsaved !== undefined) await this.#save(state, state.unsaved)
    // Another process may have renewed while this one waited for the lock.
    const stored = await this.#load()
    if (this.#works(stored, state, used, context)) return stored
    const basis = stored ?? known
    const key = grantKey(this.#options, basis)
    const { refusal } = state
    if (refusal !== undefined && refusal.until > context.clock.now() && refusal.key === key) {
      if (this.#isAlive(basis, state, used, context)) return basis
      throw repeated(refusal.error)
    }
    let tokens: TokenSet
    try {
      tokens = await grantTokens(this.#options, basis, context)
    } catch (error) {
      if (isRefusal(error)) {
        // Without a lock another process may have spent the refresh token first: then its result is in the store.
        const rotated = await this.#load()
        if (rotated?.accessToken !== basis?.accessToken && this.#works(rotated, state, used, context)) return rotated
        const until = context.clock.now() + (this.#options.cooldown ?? DEFAULT_COOLDOWN)
        state.refusal = { until, error, key, dead: used }
      }
      // Renewing ahead failed, but the old token has some time left.
      if (this.#isAlive(basis, state, used, context)) return basis
      throw error
    }
    context.conceal(tokens.accessToken)
    if (tokens.refreshToken !== undefined) context.conceal(tokens.refreshToken)
    await this.#save(state, tokens)
    state.refusal = undefined
    return tokens
  }

  #isAlive(
    tokens: TokenSet | undefined,
    state: AccountState,
    used: string | undefined,
    context: TokenContext,
  ): tokens is TokenSet {
    if (tokens === undefined || tokens.accessToken === used || tokens.accessToken === state.refusal?.dead) return false
    return tokens.expiresAt !== undefined && tokens.expiresAt > context.clock.now()
  }

  #works(
    tokens: TokenSet | undefined,
    state: AccountState,
    used: string | undefined,
    context: TokenContext,
  ): tokens is TokenSet {
    if (tokens === undefined || tokens.accessToken === used) return false
    const { refusal } = state
    const now = context.clock.now()
    if (refusal !== undefined && refusal.until > now && refusal.dead === tokens.accessToken) return false
    return !this.#isExpired(tokens, now) && !this.isDue(tokens, now)
  }

  /** With `refreshAhead: false` only the other side decides, so nothing counts as expired here. */
  #isExpired(tokens: TokenSet, now: number): boolean {
    return this.#options.refreshAhead !== false && tokens.expiresAt !== undefined && now >= tokens.expiresAt
  }

  async #load(): Promise<TokenSet | undefined> {
    try {
      return await this.#store.get(this.#account)
    } catch (cause) {
      throw storeError('read', cause)
    }
  }

  /** Before anybody uses the tokens: a rotated refresh token that is used but not kept is lost for good. */
  async #save(state: AccountState, tokens: TokenSet): Promise<void> {
    state.unsaved = tokens
    try {
      await this.#store.set(this.#account, tokens)
    } catch (cause) {
      throw storeError('kept', cause)
    }
    state.unsaved = undefined
  }
}

function storeError(what: 'read' | 'kept', cause: unknown): ConnectorError {
  return new ConnectorError(`The tokens could not be ${what}: the token store failed`, {
    code: 'token_store',
    retryable: true,
    cause,
  })
}

function repeated(error: AuthenticationError): AuthenticationError {
  const { code, status, vendorCode, vendorMessage } = error
  return new AuthenticationError(error.message, {
    code,
    cause: error,
    ...(status !== undefined && { status }),
    ...(vendorCode !== undefined && { vendorCode }),
    ...(vendorMessage !== undefined && { vendorMessage }),
  })
}
