/** Names and values; a list for headers that are sent several times, such as `set-cookie`. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>

/** What a route answers. Made by `json`, `text`, `html`, `xml`, `bytes`, `empty` and `redirect`. */
export class Reply {
  readonly status: number
  /** Lower-case names. */
  readonly headers: ReplyHeaders
  readonly body: string | Uint8Array

  constructor(status: number, headers: ReplyHeaders, body: string | Uint8Array) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** JSON with `application/json`. */
export function json(value: unknown, status = 200, headers: ReplyHeaders = {}): Reply {
  return typed('application/json', JSON.stringify(value) ?? '', status, headers)
}

export function text(value: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return typed('text/plain; charset=utf-8', value, status, headers)
}

export function html(value: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return typed('text/html; charset=utf-8', value, status, headers)
}

export function xml(value: string, status = 200, headers: ReplyHeaders = {}): Reply {
  return typed('application/xml; charset=utf-8', value, status, headers)
}

/** Bytes of any type: files, images, damaged bodies. */
export function bytes(
  value: Uint8Array,
  contentType = 'application/octet-stream',
  status = 200,
  headers: ReplyHeaders = {},
): Reply {
  return typed(contentType, value, status, headers)
}

/** No body and no content type. */
export function empty(status = 204, headers: ReplyHeaders = {}): Reply {
  return new Reply(status, lowerCase(headers), '')
}

export function redirect(location: string, status = 302): Reply {
  return new Reply(status, { location }, '')
}

function typed(contentType: string, body: string | Uint8Array, status: number, headers: ReplyHeaders): Reply {
  return new Reply(status, { 'content-type': contentType, ...lowerCase(headers) }, body)
}

function lowerCase(headers: ReplyHeaders): ReplyHeaders {
  const result: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries(headers)) result[name.toLowerCase()] = value
  return result
}
