/** What Bitrix24 answers in place of a result. */
export class RpcError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const notFound = (message = 'Element not found'): RpcError => new RpcError('NOT_FOUND', message)
export const argument = (message: string): RpcError => new RpcError('100', message)
