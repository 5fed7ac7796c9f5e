import type { CallOptions, ClientBase } from '@bpmcentr/core'
import { BatchNode } from '../batch/batchNode.ts'
import { BatchCollector } from '../batch/items.ts'
import { BatchResult } from '../batch/outcomes.ts'
import { type BatchOptions, sendBatch } from '../batch/sendBatch.ts'
import type { ODataModel, ODataVersion, TypedDescriptor } from '../model.ts'
import type { InvokeOptions } from './calls.ts'
import { deltaPages } from './delta.ts'
import { callOn, EntityNode } from './entityNode.ts'
import { setPlace } from './place.ts'
import { Service, type ServiceOptions } from './service.ts'
import { makeSet } from './setNode.ts'
import { send, type Task } from './task.ts'
import type { AnyModel, ODataClient } from './types.ts'

/**
 * An OData client on top of a connector's client: its requests go through the connector's credentials, limits, retries,
 * errors and plugins. `root` must be on an origin that the connection allows.
 */
export function odataOn<M extends ODataModel = AnyModel, V extends ODataVersion = ODataVersion>(
  client: ClientBase,
  options: ServiceOptions<V> & { readonly model: TypedDescriptor<M, V> },
): ODataClient<M, V>
export function odataOn<M extends ODataModel = AnyModel, V extends ODataVersion = ODataVersion>(
  client: ClientBase,
  options: ServiceOptions<V>,
): ODataClient<M, V>
export function odataOn(client: ClientBase, options: ServiceOptions): ODataClient<AnyModel, ODataVersion> {
  const service = new Service(client, options)
  const node = {
    version: service.dialect.version,
    set: (name: string) => makeSet(service, setPlace(service, name)),
    singleton: (name: string) => new EntityNode(service, setPlace(service, name), makeSet),
    call: (name: string, parameters?: object, given: InvokeOptions = {}, call?: CallOptions) =>
      callOn(service, undefined, 'bound', name, parameters, given, call),
    batch: (collect: (batch: BatchNode) => unknown, given?: BatchOptions) => batch(service, collect, given),
    changes: (link: string, type?: string, call?: CallOptions) =>
      deltaPages(service, { name: 'changes', set: '', type, path: () => '' }, { link }, call),
    metadata: (call?: CallOptions) => send(service, metadataTask(service), call),
  }
  return node as unknown as ODataClient<AnyModel, ODataVersion>
}

async function batch(
  service: Service,
  collect: (batch: BatchNode) => unknown,
  options: BatchOptions | undefined,
): Promise<BatchResult<unknown>> {
  const collector = new BatchCollector()
  const value = collect(new BatchNode(service, collector))
  return new BatchResult(collector.items, await sendBatch(service, collector.groups, options), value)
}

function metadataTask(service: Service): Task<string> {
  return {
    name: '$metadata',
    kind: 'read',
    input: {},
    request: () => ({
      method: 'GET',
      path: '$metadata',
      headers: service.headers({ accept: 'application/xml' }, false),
      expect: 'text',
    }),
    decode: ({ body }) => String(body),
  }
}
