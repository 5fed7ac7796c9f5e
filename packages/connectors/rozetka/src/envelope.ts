/** `{ "success": true, "content": … }`: what the answer is about. */
export function content(body: { readonly content?: unknown }): unknown {
  return body.content
}

/** The rows of `content`, whose key differs from list to list. */
export function rowsOf(...names: readonly string[]) {
  return (body: { readonly content?: Readonly<Record<string, unknown>> | null }): unknown => {
    const name = names.find((each) => Array.isArray(body.content?.[each]))
    return name === undefined ? undefined : body.content?.[name]
  }
}
