import { type Auth, InputError, type Secret, signed } from '@bpmcentr/core'
import { algorithmOf, type SignatureAlgorithm, seal } from './sign.ts'

export interface LiqpayAuthOptions {
  readonly publicKey: string
  readonly privateKey: Secret
  readonly version: number
  /** Default: the one that belongs to the version of the request. */
  readonly algorithm: SignatureAlgorithm | undefined
}

/**
 * Turns the JSON parameters of a request into the signed form `data=…&signature=…`. The public key is always this
 * client's; the version is too, unless the parameters name one.
 */
export function liqpayAuth(options: LiqpayAuthOptions): Auth {
  const { publicKey, privateKey, version, algorithm } = options
  return signed({
    identity: publicKey,
    secrets: [privateKey],
    sign(request) {
      if (request.body === undefined) return
      const params = { version, ...parameters(request.body), public_key: publicKey }
      const envelope = seal(params, privateKey.reveal(), algorithm ?? algorithmOf(params.version))
      request.headers['content-type'] = 'application/x-www-form-urlencoded'
      request.body = `data=${encodeURIComponent(envelope.data)}&signature=${encodeURIComponent(envelope.signature)}`
    },
  })
}

function parameters(body: unknown): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = typeof body === 'string' ? JSON.parse(body) : undefined
  } catch {
    // Told below: the parser's own message would quote the body.
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>
  throw new InputError('LiqPay takes its parameters as a JSON object: use `json` in the request')
}
