import type { CallOptions, ClientBase } from '@bpmcentr/core'
import { type ODataClient, type ODataDescriptor, odataOn, type ServiceOptions } from '@bpmcentr/odata'
import { keysOf } from './names.ts'
import { type Options, rootOf } from './options.ts'

/** Functions that 1C has beyond OData 3.0. */
const FUNCTIONS = {
  like: [2, 2],
  dateadd: [3, 3],
  datedifference: [3, 3],
  dayofweek: [1, 1],
  dayofyear: [1, 1],
  quarter: [1, 1],
} as const

/** What every part of this connector works with. */
export interface Base {
  readonly client: ClientBase
  readonly options: Options
  readonly root: string
  readonly model: ODataDescriptor | undefined
  /** With the model, where there is one. */
  readonly odata: ODataClient
  /** Without it: 1C's functions repeat their names, so the model does not tell them apart. */
  readonly plain: ODataClient
  /** How conditions are written. */
  readonly style: Pick<ServiceOptions<'3.0'>, 'version' | 'model' | 'literals' | 'functions'>
}

export function baseOf(client: ClientBase, options: Options, model?: ODataDescriptor): Base {
  const root = rootOf(options)
  const style = { version: '3.0', literals: { suffixes: false, enums: 'name' }, functions: FUNCTIONS } as const
  const service: ServiceOptions<'3.0'> = {
    ...style,
    root,
    metadata: 'none',
    paging: 'skip',
    pageSize: options.pageSize,
    keys: keysOf,
    batch: { format: 'none', parallel: options.concurrency },
    longUrls: { via: 'never' },
    update: 'PATCH',
  }
  const plain = odataOn(client, service) as unknown as ODataClient
  const odata = model === undefined ? plain : (odataOn(client, { ...service, model }) as unknown as ODataClient)
  return { client, options, root, model, odata, plain, style: { ...style, model } }
}

/** Options of a call that writes an object. */
export function writing({ options }: Base, call: CallOptions | undefined): CallOptions | undefined {
  if (!options.loadMode) return call
  return { ...call, headers: { '1C_OData-DataLoadMode': 'true', ...call?.headers } }
}
