/** Random, so that it occurs in nothing it separates. */
export function newBoundary(kind: string): string {
  return `${kind}_${crypto.randomUUID()}`
}
