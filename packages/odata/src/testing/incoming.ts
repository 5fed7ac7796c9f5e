/** A request to the service, alone or inside of a batch. */
export interface Incoming {
  readonly method: string
  /** Behind the root, percent-encoded, without the query. */
  readonly path: string
  readonly query: string
  header(name: string): string | undefined
  /** The body as JSON. @throws the reply 400 or 415 */
  object(): Record<string, unknown>
  text(): string
  bytes(): Uint8Array
}
