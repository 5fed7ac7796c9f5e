import { type ClientBase, type ClientTree, clientBase, clientTree, type OperationTree } from './client.ts'
import type { Connection } from './connection.ts'
import { ConfigError } from './errors/index.ts'
import { checkBaseUrl, checkClientOptions } from './pipeline/checkOptions.ts'
import { Runtime } from './pipeline/runtime.ts'
import { CLIENT_OPTIONS, type ClientOptions } from './pipeline/settings.ts'
import { describeIssue, type SchemaResult } from './schema.ts'
import { isSecret } from './secret.ts'

/** What a connection test tells: which account the credentials belong to, as far as the vendor says. */
export interface AccountInfo {
  /** For people. */
  readonly label: string
  /** Stable, where the vendor has such a thing. */
  readonly id?: string | undefined
}

/** The parts of a schema that say what goes in; zod's have it. */
interface OptionsSchema<In, Out> {
  readonly _zod: { readonly input: In }
  safeParse(data: unknown): SchemaResult<Out>
}

export interface ConnectorConfig<In, Out, Tree extends OperationTree, Extra extends object, Hooks> {
  /** Lower-case, as in the package's name. */
  readonly id: string
  readonly title: string
  readonly options: () => OptionsSchema<In, Out>
  readonly connect: (options: Out) => Connection
  readonly operations: Tree
  readonly webhooks?: Hooks
  /** Functions on the client that send nothing, or that combine operations. */
  readonly extend?: (client: ClientTree<Tree> & ClientBase, options: Out) => Extra
  /** The cheapest call that proves the credentials. */
  readonly test?: (client: ClientTree<Tree> & ClientBase, options: Out) => Promise<AccountInfo>
  /** Where to get the credentials; told when an option is missing. */
  readonly help?: string
}

export type Client<Tree, Extra = object> = ClientTree<Tree> &
  Extra &
  ClientBase & {
    /** Proves the credentials with one cheap call. */
    test(): Promise<AccountInfo>
  }

/** Makes clients when called, and is itself data: what docs, tests and exporters read. */
export interface Connector<In, Tree extends OperationTree, Extra extends object, Hooks> {
  (options: In & ClientOptions): Client<Tree, Extra>
  readonly id: string
  readonly title: string
  readonly operations: Tree
  readonly webhooks: Hooks
}

/** Declares a connector. */
export function defineConnector<In, Out, Tree extends OperationTree, Extra extends object = object, Hooks = undefined>(
  config: ConnectorConfig<In, Out, Tree, Extra, Hooks>,
): Connector<In, Tree, Extra, Hooks> {
  const { id, title, operations, webhooks } = config
  const connect = (given: In & ClientOptions) => createClient(config, given)
  // `name` is read-only on functions, and `length` would be misleading data: only these four are added.
  return Object.freeze(Object.assign(connect, { id, title, operations, webhooks: webhooks as Hooks }))
}

function createClient<In, Out, Tree extends OperationTree, Extra extends object, Hooks>(
  config: ConnectorConfig<In, Out, Tree, Extra, Hooks>,
  given: In & ClientOptions,
): Client<Tree, Extra> {
  const { own, common } = split(given)
  checkClientOptions(config.id, common)
  const result = config.options().safeParse(own)
  if (!result.success) {
    const issues = result.error.issues.map(describeIssue).join('; ')
    throw new ConfigError(`${config.id}: ${issues}${config.help === undefined ? '' : `. ${config.help}`}`)
  }
  const options = result.data
  const connection = config.connect(options)
  if (typeof connection.baseUrl === 'string') checkBaseUrl(config.id, connection.baseUrl)
  const runtime = new Runtime(config.id, connection, common, secretsIn(options))
  const client = Object.assign(
    clientTree(runtime, config.operations, ''),
    clientBase(runtime),
  ) as unknown as ClientTree<Tree> & ClientBase
  const test = async () => {
    if (config.test === undefined) throw new ConfigError(`${config.id}: this connector has no connection test`)
    return config.test(client, options)
  }
  Object.assign(client, { test }, config.extend?.(client, options))
  return client as Client<Tree, Extra>
}

function split(given: unknown): { own: Record<string, unknown>; common: ClientOptions } {
  if (typeof given !== 'object' || given === null) throw new ConfigError('options: expected an object')
  const own: Record<string, unknown> = { ...given }
  const common: Record<string, unknown> = {}
  for (const name of CLIENT_OPTIONS) {
    if (own[name] !== undefined) common[name] = own[name]
    delete own[name]
  }
  return { own, common }
}

/** Every Secret among the options, however deep. */
function secretsIn(value: unknown, depth = 0): string[] {
  if (isSecret(value)) return [value.reveal()]
  if (typeof value !== 'object' || value === null || depth > 5) return []
  return Object.values(value).flatMap((member) => secretsIn(member, depth + 1))
}
