import { reveal, type Secret } from '../secret.ts'
import type { WireRequest } from '../transport/types.ts'
import type { Auth, AuthContext } from './types.ts'

export interface SignedOptions {
  /** Names the account, so that its clients share their limits: a merchant number, a public key. */
  readonly identity: string | Secret
  /** What the signature is made with, to be kept out of everything that prints. */
  readonly secrets: readonly (string | Secret)[]
  /** Changes the request in place. Called on every attempt, last of all, with the final URL, headers and body. */
  readonly sign: (request: WireRequest, context: AuthContext) => void | Promise<void>
}

/** A signature over the final bytes of each attempt. */
export function signed(options: SignedOptions): Auth {
  return {
    kind: 'signed',
    identity: () => reveal(options.identity),
    secrets: () => options.secrets.map(reveal),
    apply: options.sign,
  }
}
