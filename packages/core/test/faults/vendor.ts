import { NetworkError, ResponseMismatchError, type TransportRequest } from '../../src/index.ts'
import type { Shop } from '../support/shopAt.ts'
import type { StubAnswer } from '../support/stub.ts'
import { answerUnder, faults, type Ledger, type LedgerFault, type LedgerRequest, type Protection } from './ledger.ts'

export function understood(request: TransportRequest): LedgerRequest {
  return {
    method: request.method,
    url: request.url,
    header: (name) => request.headers[name],
    body: String(request.body ?? ''),
  }
}

/** Does the vendor's work as the fault lets it, and gives what the vendor answers. */
export function work(fault: LedgerFault, ledger: Ledger, request: LedgerRequest, late: (run: () => void) => void) {
  if (fault === 'fine') return answerUnder(fault, () => ledger.handle(request))
  if (faults[fault] === 'done') ledger.handle(request)
  if (faults[fault] === 'late') late(() => ledger.handle(request))
  return answerUnder(fault, () => ledger.handle(request))
}

/** The same over a stub transport. */
export function played(
  fault: LedgerFault,
  ledger: Ledger,
  request: LedgerRequest,
  late: (run: () => void) => void,
): StubAnswer | Promise<StubAnswer> {
  const answer = work(fault, ledger, request, late)
  if (fault === 'refused') throw new NetworkError('refused', { code: 'refused', sent: 'no', retryable: true })
  if (fault === 'too large, done') throw new ResponseMismatchError('too large', { reason: 'too_large' })
  if (answer !== undefined) return { status: answer.status, headers: answer.headers, text: answer.body }
  if (fault.startsWith('stuck')) return new Promise(() => undefined)
  throw new NetworkError('reset', { code: 'reset', sent: 'maybe', retryable: true })
}

/** The create of the shop that is protected so. */
export function create(
  shop: Shop,
  protection: Protection,
  name: string,
  retry: number,
  signal?: AbortSignal,
): Promise<unknown> {
  const input = { name, key: `key of ${name}` }
  switch (protection) {
    case 'none':
      return shop.things.create(input, { retry, signal })
    case 'header':
      return shop.things.createOnce(input, { retry, signal })
    case 'field':
      return shop.things.keyed(input, { retry, signal })
    case 'recover':
      return shop.things.createFindable(input, { retry, signal })
    case 'recover, never resent':
      return shop.things.pay(input, { retry, signal })
  }
}
