import { defineSandbox, type Sandbox, type SandboxAuth, type SandboxOptions } from '@bpmcentr/core/testing'
import { type ODataService, odataService } from './testing/service.ts'
import type { ODataServiceOptions } from './testing/world.ts'

export { type Refuse, refuseAs } from './testing/fault.ts'
export type { Incoming } from './testing/incoming.ts'
export { type ODataService, odataService } from './testing/service.ts'
export { type Relation, Store, type StoredRow } from './testing/store.ts'
export type { ODataServiceOptions, OperationCall } from './testing/world.ts'

/** A sandbox that is an OData service and nothing else. */
export interface ODataSandboxOptions extends ODataServiceOptions {
  /** Default `odata`. */
  readonly id?: string | undefined
  /** Where it pretends to be. Default `https://odata.example/service`. */
  readonly baseUrl?: string | undefined
  readonly auth?: SandboxAuth | undefined
}

/**
 * A small but strict OData service of any version as a sandbox: filters are evaluated, types checked, ETags kept, change
 * sets undone. For tests of programs that read and write OData, and the ground of sandboxes for vendors on OData.
 */
export function odataSandbox(
  options: ODataSandboxOptions,
  sandbox: SandboxOptions = {},
): Sandbox<{ service: ODataService }> {
  const { id = 'odata', baseUrl = 'https://odata.example/service', auth, ...rest } = options
  const service = odataService(rest)
  return defineSandbox(
    {
      id,
      baseUrl,
      ...(auth === undefined ? {} : { auth }),
      state: { service },
      routes: service.routes(),
      onReset: () => service.reset(),
    },
    sandbox,
  )
}
