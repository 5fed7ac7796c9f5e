import { AuthenticationError, type LoginContext, NetworkError, toBase64 } from '@bpmcentr/core'
import { errorIn } from './vendorError.ts'

/** Answers to a login that say "not now" instead of "no". */
const BUSY: ReadonlySet<string> = new Set(['0', '1003', '1015', '5503'])

/**
 * Logs in with a password, which goes as base64 of its UTF-8 bytes: sent as it is, Rozetka would call it wrong.
 *
 * @throws AuthenticationError when it was refused; NetworkError when it could not be asked.
 */
export async function requestToken(
  url: string,
  username: string,
  password: string,
  context: Pick<LoginContext, 'send' | 'conceal'>,
): Promise<string> {
  const encoded = toBase64(password)
  const response = await context.send({
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: encoded }),
  })
  const { status } = response
  const body = parse(await response.text())
  const error = errorIn(body)
  if (status === 429 || status >= 500 || BUSY.has(error.code ?? '')) {
    throw new NetworkError(`Rozetka cannot log in now (HTTP ${status})`, { sent: 'no', retryable: true, status })
  }
  const said = {
    status,
    ...(error.code !== undefined && { vendorCode: error.code }),
    ...(error.text !== undefined && { vendorMessage: error.text.replaceAll(encoded, '[secret]') }),
  }
  const { success, content } = (body ?? {}) as { success?: unknown; content?: { access_token?: unknown } | null }
  const token = content?.access_token
  if (success === true && typeof token === 'string' && token !== '') {
    context.conceal(token)
    return token
  }
  if (body === undefined) {
    throw new AuthenticationError(`the answer to the login (HTTP ${status}) is not JSON. Check baseUrl`, {
      ...said,
      code: 'token_response',
    })
  }
  const words = error.key === undefined ? '' : `: ${error.key}`
  throw new AuthenticationError(
    `Rozetka refused the login${words}. Check the user name and the password of the seller’s cabinet`,
    said,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
