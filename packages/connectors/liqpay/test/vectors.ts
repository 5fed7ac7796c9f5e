import { readFileSync } from 'node:fs'
import type { SignatureAlgorithm } from '../src/sign.ts'

interface Inputs {
  readonly privateKey: string
  readonly algorithm: SignatureAlgorithm
  readonly params: Record<string, unknown>
  readonly data: string
  readonly rawBody: string
  readonly utf8: string
}

interface Expected {
  readonly json: string
  readonly data: string
  readonly signature: string
  readonly formBody: string
  readonly url: string
  readonly form: { readonly action: string; readonly fields: { readonly data: string; readonly signature: string } }
  readonly payload: Record<string, unknown>
  readonly valid: boolean
  readonly hex: string
  readonly base64: string
}

export interface Vector {
  readonly id: string
  readonly operation: 'envelope' | 'signGivenData' | 'checkoutUrl' | 'verifyCallback' | 'sha3-256'
  readonly inputs: Inputs
  readonly expected: Expected
}

const file = JSON.parse(readFileSync(new URL('./fixtures/signatures.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}

export const vectors = file.vectors

export function vectorsOf(operation: Vector['operation']): [string, Vector][] {
  return vectors.filter((vector) => vector.operation === operation).map((vector) => [vector.id, vector])
}
