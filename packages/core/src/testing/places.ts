import { compileRoutes, type Match, type Route } from './routes.ts'

/** One origin of the vendor: what its paths begin with, and what is found there. */
export interface Place {
  readonly base: string
  match(method: string, path: string): Match
}

export const NOWHERE: Place = { base: '', match: () => ({ route: undefined, allowed: [] }) }

/** The origin of the base URL first, then those of routes written as absolute URLs. */
export function placesOf(baseUrl: string, routes: readonly Route[]): ReadonlyMap<string, Place> {
  const { origin, pathname } = new URL(baseUrl)
  const base = pathname.replace(/\/+$/, '')
  const byOrigin = new Map<string, Route[]>([[origin, []]])
  for (const route of routes) {
    const [, elsewhere, path] = /^(https?:\/\/[^/]+)(.*)$/.exec(route.path) ?? []
    if (elsewhere === origin)
      throw new Error(`${route.path} is on the base URL's origin: write it relative to the base URL`)
    const key = elsewhere ?? origin
    byOrigin.set(key, [...(byOrigin.get(key) ?? []), path === undefined ? route : { ...route, path: path || '/' }])
  }
  return new Map(
    [...byOrigin].map(([key, found]) => [key, { base: key === origin ? base : '', match: compileRoutes(found) }]),
  )
}
