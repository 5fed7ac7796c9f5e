/** What a route answers. Made by `json`, `text`, `html`, `xml`, `bytes`, `empty` and `redirect`. */
export class Reply {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** JSON with `application/json`. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return typed('application/json', JSON.stringify(value) ?? '', status, headers)
}

export function text(value: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return typed('text/plain; charset=utf-8', value, status, headers)
}

export function html(value: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return typed('text/html; charset=utf-8', value, status, headers)
}

export function xml(value: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return typed('application/xml; charset=utf-8', value, status, headers)
}

/** Bytes of any type: files, images, damaged bodies. */
export function bytes(
  value: Uint8Array,
  contentType = 'application/octet-stream',
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return typed(contentType, value, status, headers)
}

/** No body and no content type. */
export function empty(status = 204, headers: Readonly<Record<string, string>> = {}): Reply {
  return new Reply(status, lowerCase(headers), '')
}

export function redirect(location: string, status = 302): Reply {
  return new Reply(status, { location }, '')
}

function typed(
  contentType: string,
  body: string | Uint8Array,
  status: number,
  headers: Readonly<Record<string, string>>,
): Reply {
  return new Reply(status, { 'content-type': contentType, ...lowerCase(headers) }, body)
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name in headers) result[name.toLowerCase()] = headers[name] as string
  return result
}
