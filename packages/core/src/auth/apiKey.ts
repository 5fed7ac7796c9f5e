import { ConfigError } from '../errors/ConfigError.ts'
import { reveal, type Secret } from '../secret.ts'
import type { WireRequest } from '../transport/types.ts'
import { checkCredential, checkHeaderCredential } from './credential.ts'
import type { Auth } from './types.ts'

export interface ApiKeyOptions {
  readonly in: 'header' | 'query' | 'body'
  /** Of the header, the query parameter or the field. */
  readonly name: string
  readonly value: string | Secret
  /** Put before the value, such as `Token `. */
  readonly prefix?: string | undefined
  /** In the body: what a request that has no body gets. Default `json`. */
  readonly format?: 'json' | 'form' | undefined
}

/**
 * A key in a header, in the query, or among the fields of a JSON or form body. The text of the body is kept as it is, so
 * long integers and number formats survive.
 *
 * @throws ConfigError for an empty key; from the call, for a body that has no place for a key (stream, multipart, array).
 */
export function apiKey(options: ApiKeyOptions): Auth {
  const key = reveal(options.value)
  checkCredential(options.name, 'The name of the API key')
  if (options.in === 'header') checkHeaderCredential(key, 'The API key')
  else checkCredential(key, 'The API key')
  const value = `${options.prefix ?? ''}${key}`
  return {
    kind: 'apiKey',
    identity: () => `${options.name} ${value}`,
    secrets: () => [key],
    apply: placer(options, value),
  }
}

function placer(options: ApiKeyOptions, value: string): (request: WireRequest) => void {
  if (options.in === 'header') {
    const header = options.name.toLowerCase()
    return (request) => {
      request.headers[header] = value
    }
  }
  const pair = `${encodeURIComponent(options.name)}=${encodeURIComponent(value)}`
  if (options.in === 'query') {
    return (request) => {
      request.url = withQuery(request.url, pair)
    }
  }
  const field = `${JSON.stringify(options.name)}:${JSON.stringify(value)}`
  return (request) => intoBody(request, field, pair, options.format ?? 'json')
}

function withQuery(url: string, pair: string): string {
  const hash = url.indexOf('#')
  const base = hash < 0 ? url : url.slice(0, hash)
  const last = base.at(-1)
  const separator = !base.includes('?') ? '?' : last === '?' || last === '&' ? '' : '&'
  return `${base}${separator}${pair}`
}

function intoBody(request: WireRequest, field: string, pair: string, format: 'json' | 'form'): void {
  const { body, method } = request
  if (method === 'GET' || method === 'HEAD') throw noPlace(`empty, as in every ${method}`)
  if (body instanceof ReadableStream) throw noPlace('a stream')
  const text = body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body)
  const type = request.headers['content-type'] ?? (text === '' ? TYPES[format] : '')
  if (/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) request.body = intoJson(text, field)
  else if (/^application\/x-www-form-urlencoded\b/i.test(type)) request.body = text === '' ? pair : `${text}&${pair}`
  else throw noPlace('neither JSON nor a form')
  request.headers['content-type'] ??= type
}

const TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' }

/** Put last: where a field comes twice, parsers keep the last one, so the input cannot replace the key. */
function intoJson(text: string, field: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return `{${field}}`
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) throw noPlace('JSON, but not an object')
  const inner = trimmed.slice(1, -1).trim()
  return inner === '' ? `{${field}}` : `{${inner},${field}}`
}

function noPlace(what: string): ConfigError {
  return new ConfigError(`The API key goes into the body, but the body is ${what}`)
}
