/** The tokens of one account. Plain JSON, so that any store can keep it. */
export interface TokenSet {
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** Epoch milliseconds; unknown when the vendor did not say. */
  readonly expiresAt?: number | undefined
  /** Epoch milliseconds. */
  readonly obtainedAt?: number | undefined
  readonly scope?: string | undefined
  /** What else the token endpoint answered, such as the address of the account's server. */
  readonly extra?: Readonly<Record<string, string | number | boolean>> | undefined
}

/**
 * Where tokens live between runs. A rotated refresh token is lost for good unless it is kept, so `set` has to resolve only
 * when the tokens are safe.
 */
export interface TokenStore {
  get(account: string): Promise<TokenSet | undefined>
  set(account: string, tokens: TokenSet): Promise<void>
  delete?(account: string): Promise<void>
  /**
   * Runs while no other process runs for this account, so that two of them cannot spend one refresh token. Needed only
   * where several processes share the account.
   */
  lock?<T>(account: string, run: () => Promise<T>): Promise<T>
}

/** Keeps tokens in this process only: enough for client credentials, not for tokens that rotate. */
export function memoryTokenStore(initial: Readonly<Record<string, TokenSet>> = {}): TokenStore {
  const kept = new Map<string, TokenSet>(Object.entries(initial))
  return {
    get: (account) => Promise.resolve(kept.get(account)),
    set(account, tokens) {
      kept.set(account, tokens)
      return Promise.resolve()
    },
    delete(account) {
      kept.delete(account)
      return Promise.resolve()
    },
  }
}

export interface CallbackTokenStoreOptions {
  readonly load: (account: string) => TokenSet | null | undefined | Promise<TokenSet | null | undefined>
  readonly save: (account: string, tokens: TokenSet) => void | Promise<void>
  readonly remove?: ((account: string) => void | Promise<void>) | undefined
  readonly lock?: (<T>(account: string, run: () => Promise<T>) => Promise<T>) | undefined
}

/** A store made of your own functions: a row in a database, a secret manager. */
export function callbackTokenStore(options: CallbackTokenStoreOptions): TokenStore {
  const { load, save, remove, lock } = options
  return {
    get: async (account) => (await load(account)) ?? undefined,
    set: async (account, tokens) => {
      await save(account, tokens)
    },
    ...(remove && {
      delete: async (account: string) => {
        await remove(account)
      },
    }),
    ...(lock && { lock }),
  }
}
