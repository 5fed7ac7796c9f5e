import {
  type Auth,
  type ClientBase,
  type ClientOptions,
  ConfigError,
  type Connection,
  defineConnector,
  type Limit,
} from '@bpmcentr/core'
import * as z from 'zod'
import type { ODataModel, ODataVersion, TypedDescriptor } from '../model.ts'
import { classifyOData } from './errors.ts'
import { odataOn } from './odataOn.ts'
import type { ServiceOptions } from './service.ts'
import type { AnyModel, ODataClient } from './types.ts'

/** Options of a client of its own, for any OData service. */
export interface ODataOptions<V extends ODataVersion>
  extends Omit<ServiceOptions<V>, 'root' | 'version'>,
    ClientOptions {
  /** Where the service is: what stands before `$metadata`. */
  readonly baseUrl: string
  readonly version?: V | undefined
  readonly auth?: Auth | undefined
  /** Name in errors, logs and limits. Default `odata`. */
  readonly id?: string | undefined
  readonly rateLimits?: readonly Limit[] | undefined
  /** Further settings of the connection: classification of errors, other origins, redirects. */
  readonly connection?: Partial<Connection> | undefined
}

export type StandaloneClient<M extends ODataModel, V extends ODataVersion> = ODataClient<M, V> & ClientBase

/**
 * A client of an OData service. With a generated model everything is typed and the version known:
 * `odata({ baseUrl, model: shop })`; without, names are checked by the service only: `odata({ baseUrl, version: '4.0' })`.
 */
export function odata<M extends ODataModel = AnyModel, V extends ODataVersion = ODataVersion>(
  options: ODataOptions<V> & { readonly model: TypedDescriptor<M, V> },
): StandaloneClient<M, V>
export function odata<const V extends ODataVersion>(
  options: ODataOptions<V> & { readonly version: V },
): StandaloneClient<AnyModel, V>
export function odata(options: ODataOptions<ODataVersion>): StandaloneClient<AnyModel, ODataVersion> {
  const { baseUrl, auth, id = 'odata', rateLimits, connection, version, model, ...rest } = options
  const { client: common, service } = split(rest)
  const known = version ?? model?.version
  if (known === undefined) throw new ConfigError('odata: give a version or a model')
  const connector = defineConnector({
    id,
    title: 'OData',
    options: () => z.strictObject({ baseUrl: z.url({ protocol: /^https?$/ }) }),
    connect: (own) => ({
      baseUrl: own.baseUrl,
      auth,
      limits: rateLimits,
      ...connection,
      classify: (answer, context) => connection?.classify?.(answer, context) ?? classifyOData(answer, context),
    }),
    operations: {},
    extend: (base, own) => odataOn(base, { ...service, root: own.baseUrl, version: known, model }),
  })
  return connector({ baseUrl, ...common }) as unknown as StandaloneClient<AnyModel, ODataVersion>
}

const SERVICE_OPTIONS: ReadonlySet<string> = new Set<keyof ServiceOptions>([
  ...(['headers', 'metadata', 'ieee754', 'dateOffset', 'paging', 'pageSize', 'keys', 'literals', 'functions'] as const),
  ...(['batch', 'longUrls', 'update', 'prefix'] as const),
])

function split(options: object): { service: Partial<ServiceOptions>; client: ClientOptions } {
  const service: Record<string, unknown> = {}
  const client: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) (SERVICE_OPTIONS.has(name) ? service : client)[name] = value
  return { service: service as Partial<ServiceOptions>, client: client as ClientOptions }
}
