const OPAQUE = new Set([
  ...['ReadableStream', 'WritableStream', 'TransformStream', 'Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'CryptoKey'],
  ...['AbortSignal', 'AbortController', 'Request', 'Response', 'Generator', 'AsyncGenerator'],
])

/** What is shown instead of a value that has no members worth showing; undefined for all others. */
export function describeOpaque(value: object, text: (plain: string) => string): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString()
  if (value instanceof URL) return text(value.href)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${tag(value)} of ${value.byteLength} bytes]`
  if (value instanceof Blob) return `[${tag(value)} of ${value.size} bytes]`
  if (value instanceof RegExp) return text(String(value))
  return OPAQUE.has(tag(value)) ? `[${tag(value)}]` : undefined
}

function tag(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}
