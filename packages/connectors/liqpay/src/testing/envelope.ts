import type { Reply, SandboxAuth, SandboxRequest } from '@bpmcentr/core/testing'
import { algorithmOf, type Envelope, isSignatureValid, openData } from '../sign.ts'
import type { Params } from './ledger.ts'
import { refuse } from './refuse.ts'

/** The signed parameters of a request: of a form, or of a link to the checkout page. */
export function envelopeOf(request: SandboxRequest): Envelope {
  const fields = request.method === 'GET' ? request.query : request.form()
  const data = fields.get('data')
  const signature = fields.get('signature')
  if (data === undefined || data === '') throw refuse('err_missing', 'data')
  if (signature === undefined || signature === '') throw refuse('err_missing', 'signature')
  return { data, signature }
}

export function paramsOf({ data }: Envelope): Params {
  try {
    return openData(data)
  } catch {
    throw refuse('err_wrong', 'data')
  }
}

/** Whom a signature makes the sender; the refusal when it does not fit. Keys by public key. */
export function senderOf(envelope: Envelope, keys: ReadonlyMap<string, string>): { readonly account: string } | Reply {
  const { public_key, version } = paramsOf(envelope)
  if (typeof public_key !== 'string') return refuse('err_missing', 'public_key')
  if (![3, 7].includes(Number(version))) return refuse('err_wrong', 'version')
  const privateKey = keys.get(public_key)
  if (privateKey === undefined) return refuse('public_key_not_found')
  const valid = isSignatureValid(envelope, privateKey, [algorithmOf(Number(version))])
  return valid ? { account: public_key } : refuse('err_signature')
}

/** LiqPay's only proof of a sender. */
export function signatureAuth(keys: ReadonlyMap<string, string>): SandboxAuth {
  return {
    type: 'signature',
    check(request) {
      try {
        return senderOf(envelopeOf(request), keys)
      } catch (thrown) {
        // The parts of a request are refused by throwing, as in a route.
        if (isReply(thrown)) return thrown
        throw thrown
      }
    },
  }
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'headers' in value && 'body' in value
}
