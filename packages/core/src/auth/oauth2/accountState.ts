import type { AuthenticationError } from '../../errors/AuthenticationError.ts'
import type { TokenSet, TokenStore } from '../tokenStore.ts'

/** A refusal of the token endpoint, which stands for a while. */
export interface Refusal {
  /** Epoch milliseconds. */
  readonly until: number
  readonly error: AuthenticationError
  /** What was refused: another refresh token deserves another try. */
  readonly key: string
  /** The access token that started it, known not to work. */
  readonly dead: string | undefined
}

/** What all clients of one account in this process share. */
export interface AccountState {
  flight: Promise<TokenSet> | undefined
  refusal: Refusal | undefined
  /** Got from the vendor, but the store could not keep it yet. */
  unsaved: TokenSet | undefined
}

/** By store: two clients with the same store and account mean the same tokens. */
const states = new WeakMap<TokenStore, Map<string, AccountState>>()

export function accountState(store: TokenStore, account: string): AccountState {
  const accounts = states.get(store) ?? new Map<string, AccountState>()
  states.set(store, accounts)
  const state = accounts.get(account) ?? { flight: undefined, refusal: undefined, unsaved: undefined }
  accounts.set(account, state)
  return state
}

/** Forgets accounts about which there is nothing left to know, so that a server with many tenants does not fill up. */
export function sweepAccounts(store: TokenStore, now: number): void {
  const accounts = states.get(store)
  for (const [account, state] of accounts ?? []) {
    if (state.refusal !== undefined && state.refusal.until <= now) state.refusal = undefined
    if (state.flight === undefined && state.refusal === undefined && state.unsaved === undefined)
      accounts?.delete(account)
  }
}
