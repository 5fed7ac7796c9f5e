import type { Dispatcher } from 'undici'

export type Head = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/** A header's value, those that came several times joined. */
export function headerOf(head: Head, name: string): string | null {
  const value = head[name.toLowerCase()]
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : null
}

/** All headers in order, those that came several times one by one. */
export function* headerPairs(head: Head): Generator<readonly [string, string]> {
  for (const [name, value] of Object.entries(head)) {
    if (typeof value === 'string') yield [name, value]
    else if (Array.isArray(value)) for (const one of value) yield [name, one]
  }
}

/** Such an answer may name a coding that no byte was written in. */
export function hasNoBody(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304
}
